/** All screens: each says by itself at which address it is shown. */

import "./screens/bills.js";
import "./screens/bills/taking.js";
import "./screens/buy.js";
import "./screens/buy/choosing.js";
import "./screens/buy/paying.js";
import "./screens/cash.js";
import "./screens/closing.js";
import "./screens/hand_out.js";
import "./screens/parcel_in.js";
import "./screens/parcel_out.js";
import "./screens/parcels.js";
import "./screens/people.js";
import "./screens/queue.js";
import "./screens/receipt.js";
import "./screens/register.js";
import "./screens/sign_in.js";
import "./screens/station.js";
import "./screens/today.js";
import "./screens/weigh.js";
