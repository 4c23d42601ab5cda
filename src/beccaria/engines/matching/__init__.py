"""Record linkage: who in one table is who in another, or stands twice in one; no Django, plain tables in and out."""
