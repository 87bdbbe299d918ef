// SPDX-License-Identifier: MIT
#include "worker/isolation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <rapidjson/document.h>

#include <quern/error.hpp>

#include "plugin/program.hpp"
#include "worker/child_process.hpp"

namespace quern::host {

namespace {

constexpr double seconds_to_describe = 60;
constexpr std::size_t most_described = 64 << 20;

// The command `quern`: this program, or the one beside it.
std::filesystem::path quern_command() {
    return this_program().parent_path() / "quern";
}

std::string described(const std::filesystem::path& file) {
    ChildProcess process(Program{{quern_command().string(), describe_argument, file.string()}, {}, {}});
    std::string line;
    const auto outcome = process.exchange("", line, {seconds_to_describe, 0, most_described});
    if (outcome == ChildProcess::Outcome::answered) return line;
    const auto ending = process.end(std::chrono::milliseconds(500));
    const auto words = process.last_words();
    throw Error(outcome == ChildProcess::Outcome::timed_out
                    ? fmt::format("did not declare itself within {} seconds", seconds_to_describe)
                    : fmt::format("cannot be loaded: the process that did so {}", ending),
                words);
}

}  // namespace

Isolated isolate_plugin(const std::filesystem::path& file) {
    const auto line = described(file);
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (json.HasParseError() || !json.IsObject()) throw Error("gave no description of itself", line);
    if (json.HasMember("error")) throw Error(json["error"].GetString(), json["hint"].GetString());
    Isolated out;
    std::vector<std::string> left_out;
    for (const auto& stage : json["left_out"].GetArray()) left_out.emplace_back(stage.GetString());
    for (const auto& worker : json["workers"].GetArray())
        out.workers.push_back(
            std::make_shared<const WorkerFile>(parse_worker_file(worker.GetString(), file)));
    if (!left_out.empty())
        out.remark = fmt::format("{} cannot be isolated, as only stages can", fmt::join(left_out, ", "));
    return out;
}

}  // namespace quern::host
