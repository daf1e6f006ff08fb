# Stands in for python-logstash-async 4.0.2, which is not to be had where these tests run: the same constructors, and what the link needs.
