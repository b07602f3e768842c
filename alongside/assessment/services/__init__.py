"""What is done with an assessment: begun, written, agreed or not, asked for, finished and signed."""
