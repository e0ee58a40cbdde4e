"""How judge and worker talk: length-prefixed frames of canonical JSON.  Standard library only."""
