"""Measurements that anybody can repeat: our planners beside their peers, in one run."""
