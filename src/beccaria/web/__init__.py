"""The shell: layout, navigation, components and their catalogue."""
