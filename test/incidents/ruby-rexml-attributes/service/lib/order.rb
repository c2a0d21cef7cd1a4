require "rexml/document"

# An order as a partner sends it.
class Order
  def self.read(text)
    root = REXML::Document.new(text).root
    new(root.attributes["number"], root.elements.to_a("line").map { |line| [line.attributes["sku"], line.attributes["note"]] })
  end

  attr_reader :number, :lines

  def initialize(number, lines)
    @number = number
    @lines = lines
  end
end
