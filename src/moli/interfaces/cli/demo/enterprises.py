"""Buyers: Junqiao of the article, and others that do not exist and say so.

Their credit codes pass the check of GB 32100 and carry DEM0 where an organisation code would
stand, so that nobody mistakes them for those of a real company.
"""

from __future__ import annotations

from dataclasses import dataclass

from moli.enterprises.rules import EnterpriseKind, EnterpriseStatus
from moli.enterprises.services.registering import (
    Details,
    register_enterprise,
    settle_standing,
)
from moli.interfaces.cli.demo.moment import MAKER, at
from moli.kernel.codes import credit_code_check_sign

JUNQIAO = "君桥"
_COMPANY = EnterpriseKind.COMPANY
_COOPERATIVE = EnterpriseKind.COOPERATIVE
_COLLECTIVE = EnterpriseKind.COLLECTIVE
# Registering body and kind: market regulator's enterprise, its farmers' cooperative, and a
# village's collective registered by the agriculture administration.
_BODIES = {_COMPANY: "91", _COOPERATIVE: "93", _COLLECTIVE: "N2"}


@dataclass(frozen=True)
class Buyer:
    """One enterprise of the demo; `district` is the code of the county it is registered in."""

    short_name: str
    name: str
    name_en: str
    district: str
    kind: EnterpriseKind = _COMPANY


BUYERS = (
    Buyer(JUNQIAO, "南宁君桥电子商务有限公司", "Nanning Junqiao E-commerce Co.", "450103"),
    Buyer("粤荔鲜果", "广州粤荔鲜果有限公司", "Guangzhou Yueli Fruit", "440106"),
    Buyer("穗源配送", "广州穗源农产品配送有限公司", "Guangzhou Suiyuan Produce", "440111"),
    Buyer("鹏鲜汇", "深圳鹏鲜汇商贸有限公司", "Shenzhen Pengxianhui", "440304"),
    Buyer("禅鲜菜篮", "佛山禅鲜菜篮子有限公司", "Foshan Chanxian Vegetables", "440604"),
    Buyer("莞邻生鲜", "东莞莞邻生鲜有限公司", "Dongguan Guanlin Fresh", "441900"),
    Buyer("邕鲜批发", "南宁邕鲜批发有限公司", "Nanning Yongxian Wholesale", "450105"),
    Buyer("绿城团购", "南宁绿城团购服务有限公司", "Nanning Lücheng Group Buying", "450103"),
    Buyer("漓江果汁", "桂林漓江果汁饮料有限公司", "Guilin Lijiang Juice", "450305"),
    Buyer("柳味食品", "柳州柳味食品有限公司", "Liuzhou Liuwei Foods", "450203"),
    Buyer("钦港冷链", "钦州钦港冷链有限公司", "Qinzhou Qingang Cold Chain", "450702"),
    Buyer("贵粮米业", "贵港贵粮米业有限公司", "Guigang Guiliang Rice", "450802"),
    Buyer("梧市商行", "梧州梧市农产品商行", "Wuzhou Wushi Produce", "450403"),
    Buyer("北部湾海鲜果", "北海北部湾果品有限公司", "Beihai Beibuwan Fruit", "450502"),
    Buyer("湘厨净菜", "长沙湘厨净菜有限公司", "Changsha Xiangchu Vegetables", "430102"),
    Buyer("楚味坊", "武汉楚味坊食品有限公司", "Wuhan Chuweifang Foods", "420102"),
    Buyer("蓉茶会", "成都蓉茶会茶业有限公司", "Chengdu Rongcha Tea", "510104"),
    Buyer("榕香茶厂", "福州榕香茶厂有限公司", "Fuzhou Rongxiang Tea Works", "350102"),
    Buyer("京味茶庄", "北京京味茶庄有限公司", "Beijing Jingwei Tea", "110102"),
    Buyer("沪果园", "上海沪果园贸易有限公司", "Shanghai Huguoyuan", "310104"),
    Buyer("茉香茶业", "横县茉香茶业有限公司", "Heng County Moxiang Tea", "450127"),
    Buyer("郁江花茶", "横县郁江花茶厂有限公司", "Heng County Yujiang Scented Tea", "450127"),
    Buyer("西津缫丝", "横县西津缫丝有限公司", "Heng County Xijin Silk", "450127"),
    Buyer("横味酱菜", "横县横味酱菜有限公司", "Heng County Hengwei Pickles", "450127"),
    Buyer(
        "百合果蔬社", "横县百合果蔬专业合作社", "Baihe Fruit Cooperative", "450127", _COOPERATIVE
    ),
    Buyer(
        "学明股份社", "横县横州镇学明村股份经济合作社", "Xueming Collective", "450127", _COLLECTIVE
    ),
)


def credit_code_of(place: int) -> str:
    """The code of a buyer of the demo, with its true check sign."""
    buyer = BUYERS[place]
    first_17 = f"{_BODIES[buyer.kind]}{buyer.district}DEM0{place:05d}"
    return first_17 + credit_code_check_sign(first_17)


def load_enterprises() -> None:
    """Register and check all buyers."""
    for place, buyer in enumerate(BUYERS):
        said = "代码为演示所用" if buyer.short_name == JUNQIAO else "并非真实企业"
        details = Details(
            name=buyer.name,
            short_name=buyer.short_name,
            credit_code=credit_code_of(place),
            kind=buyer.kind,
            name_en=buyer.name_en,
            address=f"演示数据，{said}",
        )
        moment = at(days_before=200, minutes=place)
        enterprise = register_enterprise(details=details, by=MAKER, at=moment)
        settle_standing(
            enterprise_id=enterprise.pk, status=EnterpriseStatus.CHECKED, by=MAKER, at=moment
        )
