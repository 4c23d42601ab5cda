"""The calculations: plain values in, explained values out; no Django."""
