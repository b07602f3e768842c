"""What every floor may stand on: ids, periods, the caller, scopes, capabilities and duties. No Django here."""
