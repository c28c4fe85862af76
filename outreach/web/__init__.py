"""For all pages: forms, paging, filters, headers, error pages, navigation, links with the configured origin; knows no slice."""
