// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "run/json_text.hpp"
#include "run/pipeline_tests.hpp"

namespace quern::host {

namespace {

// Text as XML may hold it: the characters with a meaning escaped, those that XML forbids replaced.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : is_utf8(text) ? std::string(text) : std::string("(not UTF-8)")) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\n' || c == '\t')
            out += fmt::format("&#{};", int{c});
        else
            out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
    return out;
}

}  // namespace

std::string to_junit(const Plan& plan, const std::vector<TestResult>& results) {
    const auto failures = std::count_if(results.begin(), results.end(),
                                        [](const auto& result) { return !result.failures.empty(); });
    double seconds = 0;
    for (const auto& result : results) seconds += result.seconds;
    const std::string suite = escaped(plan.file.string());
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" time=\"{:.6f}\">\n",
        suite, results.size(), failures, seconds);
    for (const auto& result : results) {
        xml += fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.6f}\"", suite,
                           escaped(result.name), result.seconds);
        if (result.failures.empty()) {
            xml += "/>\n";
            continue;
        }
        const std::string text = fmt::format("{}", fmt::join(result.failures, ""));
        xml += fmt::format(">\n    <failure message=\"{}\">{}</failure>\n  </testcase>\n",
                           escaped(text.substr(0, text.find('\n'))), escaped(text));
    }
    return xml + "</testsuite>\n";
}

}  // namespace quern::host
