"""The engagement file: schema and queries; nothing else."""
