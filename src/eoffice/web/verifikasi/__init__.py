"""The face for anybody who verifies a letter: public, small, without JavaScript."""
