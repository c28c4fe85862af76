-- Signs with another name and address each time. The word after -- tells this run's people from those of the others.

local number, run = 0, ""

function init(words)
   run = words[1] or "0"
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
   number = number + 1
   local body = string.format(
      "name=Robin+Sample+%d&email=robin.%s.%d%%40reader.example&country=FR&visibility=initials&comment=&language=en",
      number, run, number
   )
   return wrk.format(nil, nil, nil, body)
end

function done(summary, latency)
   local errors = summary.errors
   local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   print(string.format(
      '{"rate": %.3f, "p99": %.3f, "answers": %d, "errors": %d}',
      summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, summary.requests, bad
   ))
end
