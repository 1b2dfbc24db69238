"""Fetching a link without being led anywhere but to a public web page.

`addresses` says which links and addresses are public, `connecting` opens connections to nothing else and within a
deadline, and `fetch` asks for the page: redirects by hand, bytes counted before and after they are unpacked.
"""
