"""What is read out to a household before it agrees, and the version of the texts.

A changed text gets a new version: a consent names the text that it was given to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.households.rules.care import ConsentPurpose

TEXTS_VERSION: Final = "2016-2"
CONSENT_TEXTS: Final[Mapping[ConsentPurpose, Promise]] = {
    ConsentPurpose.PAIRING: _(
        "和您结对的电商从业者会看到您的姓名、村、种什么和电话，只用来帮您卖东西。"
        "看不到证件号码、收入和健康。您随时可以收回，收回以后他们就看不到了。"
    ),
    ConsentPurpose.STORY: _(
        "您家的事会写成一篇短文放在网上，谁都看得到。发之前先念给您听，不写证件号码、电话和健康。"
        "您随时可以收回，收回以后从网上撤下来。"
    ),
    ConsentPurpose.DEPUTY: _(
        "村里的服务站替您在系统里报货、看账；您家没人来的时候，也替您代买、代缴、代取包裹，"
        "给您家的货过秤。站里的人做的每一件都记着，您随时可以来看。"
        "卖货的钱还是付到您自己的账户。您随时可以收回。"
    ),
    ConsentPurpose.MATCHING: _(
        "县里会拿您家的信息和教育、医保、住建这些部门核对，看有没有漏掉的困难。"
        "只核对和困难有关的几项，结果您可以查。您随时可以收回。"
    ),
}
