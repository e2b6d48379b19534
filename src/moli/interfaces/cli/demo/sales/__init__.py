"""What the demo sells: tea in boxes over the shop, Yaobu's fruit by the truck, and the money."""
