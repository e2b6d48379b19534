"""Sentences of the refusals of bulk orders, quotas, deliveries and claims."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BULK_SENTENCES: Mapping[str, Promise] = {
    # quotes and call-offs
    "BulkPartsOutOfRange": _(
        "一张订单要有 1 到 %(parts_max)s 个分单，每份合同、每批货只能出现一次，请核对。"
    ),
    "DeliverByOver": _(
        "送到的日期 %(deliver_by_on)s 已经过去，今天是 %(today)s，请改成今天或以后。"
    ),
    "QuoteValidTooLong": _(
        "报价的有效期应在 %(today)s 到送到日期 %(deliver_by_on)s 之间，请改日期。"
    ),
    "PoorShareOutOfRange": _("先给贫困户的份额应在 0 到千分之 1,000 之间，%(value)s 不行，请改。"),
    "CapOutOfRange": _("每户最多 %(value_grams)s 不行，要大于 0；不设上限就留空。"),
    "QuoteLotUnfit": _("这批货不是这个品种，或低于“%(grade)s”，请另选货源。"),
    "QuoteBelowFloor": _(
        "报价 %(value_fen_per_kg)s 低于村里的底价 %(min_fen_per_kg)s，请提高报价或另选货源。"
    ),
    "QuoteMovedOn": _("这张报价单已经是“%(quote_state)s”，这一步做不了，请刷新再看。"),
    "QuoteOver": _(
        "这张报价单到 %(valid_until_on)s 为止，今天是 %(today)s，请联系办公室另报一张。"
    ),
    "NotEnoughToHold": _("这批货只剩 %(left_grams)s，不够 %(value_grams)s，请减少或另选货源。"),
    "ContractsOfDifferentLoads": _(
        "一次提货的合同要是同一家企业、同一品种、同一最低等级、同一收货地，而且每批货只有一份合同，"
        "请分开下单。"
    ),
    "SeasonNotCovered": _(
        "合同 %(number)s 只管 %(seasons_max)s 季，没有第 %(value)s 季，请改季数。"
    ),
    "NotEnoughInContract": _(
        "合同 %(number)s 这一季只剩 %(left_grams)s，不够 %(value_grams)s，请减少。"
    ),
    "SeasonPriceAgreed": _("第一季的价格合同里已定为 %(agreed_fen_per_kg)s，不用另填，请留空。"),
    "SeasonPriceMissing": _("从第二季起要写明价格，不低于保底价 %(min_fen_per_kg)s，请补上。"),
    "PriceBelowContractFloor": _(
        "价格 %(value_fen_per_kg)s 低于合同的保底价 %(min_fen_per_kg)s，请提高。"
    ),
    "AlreadyBrought": _("农户已经交了 %(brought_grams)s，不能取消，请改用“结束订单”。"),
    "BulkOrderMovedOn": _("这张大宗订单“%(order_state)s”，不能再改，请刷新再看。"),
    # quotas
    "SupplierElsewhere": _("只能选这个村在册的农户，请另选一户。"),
    "SupplierMostOutOfRange": _(
        "能交 %(value_grams)s 不行，应在 %(min_grams)s 到 %(max_grams)s 之间，请改。"
    ),
    "SupplierLineRefused": _("名单第 %(line)s 户不行，一户都没有存，请改好再存。"),
    "NobodyNamed": _("还没有登记哪些农户能交货，请先登记农户和数量，再分配。"),
    "NotSharedOut": _("这个分单还没有分配，请先分配，再调剂。"),
    "GivenUpOutOfRange": _("让出 %(value_grams)s 不行，最多 %(max_grams)s，而且要大于 0，请改。"),
    "QuotaChangedSince": _("这户的配额刚改成 %(left_grams)s，请刷新看清楚再改。"),
    "PartsOfDifferentOrders": _("只能在同一张订单的两个分单之间调，请另选一个分单。"),
    "NothingFreeToMove": _(
        "这个分单没分出去的只有 %(left_grams)s，调 %(value_grams)s 不行，请改少，或先让农户让出。"
    ),
    "PartChangedSince": _("这个分单刚改成 %(left_grams)s，请刷新看清楚再调。"),
    # weighing in and sending
    "GradeUnfit": _("这张订单只收这个品种里不低于“%(grade)s”的货，这一笔请按普通收货登记。"),
    "MoreThanQuota": _(
        "这户的配额只剩 %(left_grams)s，不够 %(value_grams)s，多的请按普通收货登记，或先调剂配额。"
    ),
    "InputPromised": _("这笔收货是为大宗订单 %(number)s 收的，要发给企业，请另选收货。"),
    "LoadsOutOfRange": _(
        "一车货要有 1 到 %(loads_max)s 笔收货，每笔一次，数量都要大于 0，请核对。"
    ),
    "CostsOutOfRange": _("%(field)s %(value_fen)s 不在范围内，应是 0 到 %(max_fen)s，请核对。"),
    "LoadNotOfPart": _("装车的收货里有不是为这个分单收的，请刷新再选。"),
    "NotEnoughToSend": _("有一笔收货只剩 %(left_grams)s，装不了 %(value_grams)s，请改少。"),
    # accepting, claims and money
    "ReceivedOutOfRange": _(
        "实收 %(value_grams)s 不行，要大于 0，不能超过发出的 %(max_grams)s，请重新过秤。"
    ),
    "WorthNothing": _("%(field)s %(value_grams)s 太少，算下来不到一分钱，请核对。"),
    "ClaimedOutOfRange": _(
        "有问题的数量 %(value_grams)s 不行，要大于 0，不能超过实收的 %(max_grams)s，请改。"
    ),
    "ClaimWordsTooLong": _("说明写了 %(value)s 个字，最多 %(signs_max)s 个，请写短些。"),
    "PhotosOutOfRange": _(
        "照片 %(value)s 张不行，最多 %(photos_max)s 张，每张压缩后不超过 %(kilobytes_max)s KB，"
        "请去掉几张。"
    ),
    "PhotoUnreadable": _("有一张照片打不开，请用手机拍的 JPG、PNG 或 WebP 照片再传。"),
    "PhotoTooLarge": _("有一张照片太大，最多 %(megabytes_max)s MB，请用手机重拍一张。"),
    "NotAcceptedYet": _("这车货企业还没有验收，请等验收以后再办。"),
    "ClaimedAlready": _("这车货已经提过质量异议，一车只能提一次，请在原来那条上商量。"),
    "ClaimTooLate": _("质量异议要在验收后 %(hours_max)s 小时内提，现在过了，请直接联系村里商量。"),
    "ClaimAfterSharing": _("这车货的钱已经分给农户，不能再扣，请直接联系村里商量。"),
    "ClaimAfterPayment": _(
        "还没付的只有 %(left_fen)s，扣不了 %(value_fen)s，已付的请直接联系村里商量。"
    ),
    "ClaimMovedOn": _("这条质量异议现在是“%(claim_state)s”，这一步做不了，请刷新再看。"),
    "UpheldOutOfRange": _("认可 %(value_grams)s 不行，应在 0 到提出的 %(max_grams)s 之间，请改。"),
    "OutcomeChanged": _("对方刚改成认可 %(upheld_grams)s，请看清楚再同意。"),
    "OutcomeNeedsOtherSide": _("处理结果要由另一方同意，不能自己提自己定，请等对方。"),
    "RemittanceWithoutReference": _("回款要写银行流水号，最多 %(signs_max)s 个字，请照回单补上。"),
    "RemittanceReferenceTaken": _("这个银行流水号已经记在另一笔钱上，请照回单核对。"),
    "RemittanceOutOfRange": _(
        "回款 %(value_fen)s 不行，现在该付的还有 %(left_fen)s，而且要大于 0，请照回单核对。"
    ),
}
