"""Some 6,000 households that do not exist, with 24,000 people who do not exist.

The shares and ranges in this folder are the demo's own. They were chosen to be plausible for a
county in Guangxi in 2014 to 2016 and are no statistics: nothing may be concluded from them.
Every identity number begins with 999999, every telephone number with 19900, so none belongs to
anybody; what is made says everywhere that it is generated.
"""
