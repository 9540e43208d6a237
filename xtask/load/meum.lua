-- What wrk asks the Meum API of `invoices serve --demo`, whose credential and ids these are. Every tenth request is
-- malformed, each in another way.

local path = "/meum/v1/invoices/"
local good = { ["Authorization"] = "Bearer sk_live_demo" }

local function cancel(id, headers, body)
    return wrk.format("POST", path .. id .. "/cancel", headers, body)
end

local requests = {}
local malformed = {}
local count = 0

function init()
    for number = 1, 10 do
        table.insert(requests, cancel(string.format("inv_%020d", number), good))
    end
    malformed = {
        -- No credential, and one that nobody has.
        cancel("inv_00000000000000000001", {}),
        cancel("inv_00000000000000000001", { ["Authorization"] = "Bearer sk_live_nobody" }),
        -- Ids that break the pattern.
        cancel("inv_1", good),
        cancel("inv_0000000000000000000A", good),
        cancel("%FF%00", good),
        cancel(string.rep("9", 2000), good),
        -- A method and a path that are not served.
        wrk.format("PUT", path .. "inv_00000000000000000001/cancel", good),
        wrk.format("GET", "/meum/v1/nothing", good),
        -- A body where there is none.
        cancel("inv_00000000000000000001", good, string.rep("{", 5000)),
    }
end

function request()
    count = count + 1
    if count % 10 == 0 then
        return malformed[(count / 10) % #malformed + 1]
    end
    return requests[count % #requests + 1]
end

-- Each thread counts for itself.
statuses = {}

function response(status)
    statuses[status] = (statuses[status] or 0) + 1
end

local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function done(summary, latency)
    local all = {}
    for _, thread in ipairs(threads) do
        for status, number in pairs(thread:get("statuses")) do
            all[status] = (all[status] or 0) + number
        end
    end
    for status, number in pairs(all) do
        io.write(string.format("status %d %d\n", status, number))
    end
    local errors = summary.errors
    io.write(string.format("measure broken %d\n", errors.connect + errors.read + errors.write + errors.timeout))
    io.write(string.format("measure per-second %f\n", summary.requests / (summary.duration / 1e6)))
    io.write(string.format("measure median-ms %f\n", latency:percentile(50) / 1e3))
    io.write(string.format("measure p99-ms %f\n", latency:percentile(99) / 1e3))
end
