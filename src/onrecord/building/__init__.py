"""What a build does, part by part; `flow.build` puts the parts in order."""
