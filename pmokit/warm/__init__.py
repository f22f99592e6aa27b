"""Warm kernels: a process imports the heavy packages once and forks a fresh Jupyter kernel from itself in milliseconds.

Imports nothing of ours, so that every Jupyter server can load the provisioner cheaply; what is imported ahead is named
by strings.
"""
