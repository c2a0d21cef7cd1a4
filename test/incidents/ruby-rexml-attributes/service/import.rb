# ruby import.rb SECONDS OUT KIND: imports orders under StackProf
$LOAD_PATH.unshift(File.join(__dir__, "lib"))
require "stackprof"
require "order"

def order(note)
  "<order number=\"7\">#{(1..20).map { |i| "<line sku=\"s#{i}\" note=\"#{note}\"/>" }.join}</order>"
end

ordinary = order("leave at the door")
arrows = "<order number=\"8\"><line sku=\"s1\" note=\"#{"&gt;>" * 2000}\"/></order>"
orders = ARGV[2] == "ordinary" ? [ordinary] : [ordinary, arrows]
finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + ARGV[0].to_f
StackProf.run(mode: :cpu, interval: 2000, raw: true, out: ARGV[1]) do
  orders.each { |text| Order.read(text) } while Process.clock_gettime(Process::CLOCK_MONOTONIC) < finish
end
