"""From a paid order to what each household, station, packer and carrier is paid."""
