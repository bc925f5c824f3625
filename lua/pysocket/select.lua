--- pysocket.select: select, poll and epoll, which wait for many descriptors at once, as in Python's
-- select module on Linux.
return require("pysocket.core")._select
