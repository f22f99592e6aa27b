"""The participants' door: a small server of its own, the only one that the network can reach; no kernel stands behind it."""
