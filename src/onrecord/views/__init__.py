"""The record, shown. Views read the record and run nothing."""
