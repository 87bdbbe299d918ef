// SPDX-License-Identifier: MIT
#include "plugin/verdicts.hpp"

#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace fs = std::filesystem;

namespace quern::host {
namespace {

// Lines behind the first stand under it, `indent` blanks in.
std::string hanging(std::string_view text, std::size_t indent) {
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '\n') out.append(indent, ' ');
    }
    return out;
}

}  // namespace

std::string_view to_string(Verdict::Kind kind) {
    switch (kind) {
        case Verdict::Kind::loaded:
            return "loaded";
        case Verdict::Kind::hidden:
            return "hidden";
        case Verdict::Kind::refused:
            return "refused";
        case Verdict::Kind::nothing:
            return "nothing";
    }
    return "";
}

std::string verdicts_text(const std::vector<Verdict>& verdicts) {
    constexpr std::size_t indent = 9;
    std::string out;
    for (const Verdict& verdict : verdicts) {
        out += fmt::format("{:<{}}{} ({})", to_string(verdict.kind), indent, verdict.file.string(),
                           verdict.asked_by);
        if (!verdict.stages.empty()) out += fmt::format(": {}", fmt::join(verdict.stages, ", "));
        if (verdict.kind == Verdict::Kind::nothing) {
            out += fmt::format(": {}\n", verdict.message);
            continue;
        }
        for (const std::string& line : {verdict.message, verdict.hint})
            if (!line.empty()) out += fmt::format("\n{:{}}{}", "", indent, hanging(line, indent));
        out += "\n";
    }
    return out;
}

std::string verdicts_json(const std::vector<Verdict>& verdicts) {
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter json(buffer);
    json.SetIndent(' ', 2);
    const auto text = [&](std::string_view value) {
        json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    const auto member = [&](const char* name, std::string_view value) {
        json.Key(name);
        text(value);
    };
    json.StartArray();
    for (const Verdict& verdict : verdicts) {
        json.StartObject();
        member("verdict", to_string(verdict.kind));
        member("file", verdict.file.string());
        member("asked_by", verdict.asked_by);
        json.Key("stages");
        json.StartArray();
        for (const std::string& stage : verdict.stages) text(stage);
        json.EndArray();
        member("message", verdict.message);
        member("hint", verdict.hint);
        json.EndObject();
    }
    json.EndArray();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::vector<std::string> refusal_lines(const Verdict& verdict) {
    std::istringstream text(fmt::format("{} {}", verdict.file.string(), verdict.message));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    if (!verdict.hint.empty()) lines.push_back("  " + verdict.hint);
    return lines;
}

}  // namespace quern::host
