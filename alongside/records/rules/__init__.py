"""Pure: how a received row becomes people, events, involvements, reasons and ties."""
