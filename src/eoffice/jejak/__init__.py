"""The append-only event stream (audit trail, outbox and job trigger in one) and the access log."""
