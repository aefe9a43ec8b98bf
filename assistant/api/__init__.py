"""The same questions for other programs: over HTTP, and as tools of an MCP server."""
