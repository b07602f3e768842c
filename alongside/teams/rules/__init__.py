"""Pure: how long an involvement opens a record, what each way of working together asks for, and what it lacks."""
