"""Take a feed in: read it in chunks, drop what is privileged, type and judge the rest, in little memory."""
