"""Drawing in character cells: lines, columns, axes and marks as plain cells, knowing nothing of widgets."""
