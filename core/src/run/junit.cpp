// SPDX-License-Identifier: MIT
#include <algorithm>
#include <sstream>
#include <string_view>

#include <Poco/SAX/AttributesImpl.h>
#include <Poco/XML/XMLWriter.h>
#include <fmt/format.h>

#include "document/utf8.hpp"
#include "run/pipeline_tests.hpp"

namespace quern::host {

namespace {

// The characters that XML forbids, even escaped, become question marks.
std::string allowed(std::string_view text) {
    std::string out(is_utf8(text) ? text : "(not UTF-8)");
    std::replace_if(
        out.begin(), out.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }, '?');
    return out;
}

class Attributes : public Poco::XML::AttributesImpl {
public:
    Attributes& add(const char* name, std::string_view value) {
        addAttribute("", "", name, "CDATA", allowed(value));
        return *this;
    }
    Attributes& add_seconds(double seconds) { return add("time", fmt::format("{:.6f}", seconds)); }
};

void write_case(Poco::XML::XMLWriter& xml, const std::string& suite, const TestResult& result) {
    const auto about =
        Attributes().add("classname", suite).add("name", result.name).add_seconds(result.seconds);
    if (result.failures.empty()) return xml.emptyElement("", "", "testcase", about);
    const auto text = allowed(fmt::format("{}", fmt::join(result.failures, "")));
    xml.startElement("", "", "testcase", about);
    xml.dataElement("", "", "failure", text, "message", text.substr(0, text.find('\n')));
    xml.endElement("", "", "testcase");
}

}  // namespace

std::string to_junit(const Plan& plan, const std::vector<TestResult>& results) {
    const auto failures = std::count_if(results.begin(), results.end(),
                                        [](const auto& result) { return !result.failures.empty(); });
    double seconds = 0;
    for (const auto& result : results) seconds += result.seconds;
    const auto suite = plan.file.string();

    std::ostringstream out;
    Poco::XML::XMLWriter xml(
        out, Poco::XML::XMLWriter::WRITE_XML_DECLARATION | Poco::XML::XMLWriter::PRETTY_PRINT);
    xml.setNewLine("\n");
    xml.setIndent("  ");
    xml.startDocument();
    xml.startElement("", "", "testsuite",
                     Attributes()
                         .add("name", suite)
                         .add("tests", std::to_string(results.size()))
                         .add("failures", std::to_string(failures))
                         .add_seconds(seconds));
    for (const auto& result : results) write_case(xml, suite, result);
    xml.endElement("", "", "testsuite");
    xml.endDocument();
    return out.str();
}

}  // namespace quern::host
