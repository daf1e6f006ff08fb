# Runs a script of Logstash's ruby filter on the events that come as lines of JSON on stdin; answers each as a line.
# Arguments: the script, and a variable of the environment with the message key.
require "json"

class Event
  attr_reader :fields

  def initialize(fields)
    @fields = fields
  end

  def to_hash
    @fields
  end

  def get(name)
    @fields[name]
  end

  def set(name, value)
    @fields[name] = value
  end

  def remove(name)
    @fields.delete(name)
  end

  def tag(name)
    (@fields["tags"] ||= []) << name
  end
end

load ARGV[0]
register({ "key" => ENV.fetch(ARGV[1]) })
STDIN.each_line do |line|
  filter(Event.new(JSON.parse(line))).each { |event| puts JSON.generate(event.fields) }
end
