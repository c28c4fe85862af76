-- Asks for one page again and again. Words after --: request headers, as "Name: value".

function init(words)
   for index = 1, #words do
      local name, value = words[index]:match("^([^:]+): (.*)$")
      if name then wrk.headers[name] = value end
   end
end

function done(summary, latency)
   local errors = summary.errors
   local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   print(string.format(
      '{"rate": %.3f, "p99": %.3f, "answers": %d, "errors": %d}',
      summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, summary.requests, bad
   ))
end
