"""The allocation list: from the bytes of a file to judged lines, without database or clock."""
