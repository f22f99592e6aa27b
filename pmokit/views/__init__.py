"""Pure drawing: values in, exhibits out; the only room that rounds and labels."""
