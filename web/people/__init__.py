"""The who's-who on the website: what is public for anybody, all of it for staff."""
