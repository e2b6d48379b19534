"""Sentences of the refusals of settlement and payouts."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SETTLEMENT_SENTENCES: Mapping[str, Promise] = {
    # rules
    "RateOutOfRange": _("%(field)s应在 0 到千分之 %(max_mille)s 之间，请改好再存。"),
    "RuleSumOutOfRange": _("运费和佣金上限不能是负数，最多 %(max_fen)s，请改好再存。"),
    "RuleWithoutSource": _("分账规则要写明出自哪份文件或合同，请补上。"),
    "RuleScopeUnknown": _("没有代码是“%(value)s”的商品或品种，请核对；管全部商品的规则不填代码。"),
    "RuleBeforeAnother": _("新规则要从 %(from_on)s 之后开始，那天已有一条。"),
    "GeneralRuleNotEnded": _("管全部商品的规则只能换成新的，不能结束，请另定一条。"),
    "NoWiderRule": _("%(to_on)s 起没有管全部商品的规则接着用，请先定一条。"),
    "RuleEndsTooEarly": _("规则 %(from_on)s 起才用，结束要在那天之后，请改晚一些。"),
    "RuleEndsInThePast": _("以前的结算不能改，规则最早今天（%(today)s）结束，请改日期。"),
    # settling
    "OrderNotFilled": _("这个订单是“%(order_state)s”，打包以后才能结算，请先打包。"),
    "NoWaterfallRule": _("%(on)s 没有管得到 %(article)s 的分账规则，请先录入一条。"),
    "NothingLeftForHouseholds": _(
        "%(article)s 扣掉各项费用后，农户一分都分不到，请核对价格、包装费和分账规则。"
    ),
    "DeliveryNotAccepted": _(
        "这车货是“%(delivery_state)s”，买方验收以后才能结算，请先请买方验收。"
    ),
    "DeliveryNotPaid": _(
        "这车货到账 %(due_fen)s 才能结算，现在到了 %(paid_fen)s，请等货款到账并登记。"
    ),
    "NothingLeftOfDelivery": _(
        "到账的 %(value_fen)s 扣掉各项费用后，农户一分都分不到，请核对这车货的费用和分账规则。"
    ),
    # money that goes back, and what takers of shares are paid
    "RefundNotInTheBooks": _("这笔退货还没有记到买家名下，请先结算或更正它的订单，再退款。"),
    "PaidBackReferenceTaken": _("这个退款单号已经记在另一笔退款上，请核对以后再填。"),
    "TakerPaymentWithoutReference": _("请填银行的流水号，最多 %(signs_max)s 个字。"),
    "MoreThanTakerIsOwed": _(
        "现在能付的是 %(left_fen)s，不能付 %(value_fen)s，请改金额，或等月底所得转成应付。"
    ),
    "PaidByReleaser": _("这笔钱是您自己转成应付的，要由另一个人付。"),
    # bank accounts and payouts
    "BankNumberUnreadable": _("银行账号应是 8 到 30 位数字，请照存折或银行卡再填一次。"),
    "BankAccountIncomplete": _("%(field)s要填，最多 %(signs_max)s 个字。"),
    "BankAccountNamedToday": _("这户今天已经登记过一个账户，要改请明天再来。"),
    "HouseholdNotErased": _("这户还没有删除个人信息，银行账户不能先删。"),
    "MoreThanChannelHolds": _(
        "收款渠道里只有 %(holds_fen)s，到账不会有 %(value_fen)s，请核对银行流水。"
    ),
    "NothingToPayOut": _("没有要打的款：有应付款的农户要先登记银行账户，或正等着另一批。"),
    "NotReturned": _("只有银行退回的款能重打，每笔只重打一次，请刷新再看。"),
    "PayoutWaits": _("有农户还在等另一批打款，请先复核或作废那一批，一户一次只重打一笔。"),
    "PayoutBatchMovedOn": _("这批打款已经是“%(batch_state)s”，这一步做不了，请刷新再看。"),
    "ApprovedByMaker": _("这批是您自己做的，要由另一个人复核。"),
    "BatchOutOfDate": _("做好这批以后，有 %(value)s 笔的应付款变了，请作废这批，重新做一批。"),
    "BankListChanged": _("清单和已经交给银行的那份不一样了，没有生成，请联系县办公室。"),
    "ListedAccountForgotten": _(
        "有 %(value)s 户已删除个人信息，账号不在了，清单没有生成，请照已交银行的那份核对。"
    ),
    "ResultOutOfPlace": _("回单里有 %(value)s 行不是这一批的，或者重复了，请核对文件。"),
    "ResultsOfAnotherBatch": _("这份回单已经在另一批导入过，请换成这一批的回单。"),
}
