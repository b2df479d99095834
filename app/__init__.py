"""Parvis: a content management system for a French school's portal."""
