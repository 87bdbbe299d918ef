// SPDX-License-Identifier: MIT
#include "pipeline/check_tests.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/printable.hpp"
#include "pipeline/values.hpp"

namespace quern::host {

namespace {

const std::vector<std::string> test_keys{"name", "text", "html", "document", "expect", "exactly"};

class TestChecker {
public:
    TestChecker(const ConfigNode& test, const std::vector<SchemaPtr>& layers, bool all_layers,
                Diagnostics& diagnostics)
        : test_(test),
          layers_(layers),
          all_layers_(all_layers),
          diagnostics_(diagnostics),
          read_(diagnostics) {}

    void check() {
        check_keys();
        check_input();
        if (const auto* exactly = test_.find("exactly")) read_.boolean(*exactly->value, "exactly");
        if (const auto* expect = test_.find("expect"))
            check_expect(*expect->value);
        else
            diagnostics_.error(test_.mark, "this test lacks 'expect'",
                               "say which rows of which layer there should be");
    }

private:
    void unknown(const ConfigMark& mark, std::string message, std::string_view wrong,
                 const std::vector<std::string>& known, std::string_view what) {
        const std::string near = nearest(wrong, known);
        diagnostics_.error(mark, std::move(message),
                           near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                           {fmt::format("{}: {}", what, fmt::join(known, ", "))});
    }

    void check_keys() {
        for (const auto& member : test_.members)
            if (std::find(test_keys.begin(), test_keys.end(), member.key) == test_keys.end())
                unknown(member.key_mark, fmt::format("a test has no key '{}'", shown(member.key)), member.key,
                        test_keys, "keys");
    }

    void check_input() {
        const ConfigNode::Member* given = nullptr;
        for (const std::string_view key : {"text", "html", "document"}) {
            const auto* member = test_.find(key);
            if (member && given)
                diagnostics_.error(member->key_mark,
                                   fmt::format("this test gives '{}' and '{}'", given->key, key),
                                   "one of them is enough");
            else if (member)
                given = member;
        }
        if (!given)
            diagnostics_.error(test_.mark, "this test gives no document",
                               "write 'text', 'html' or 'document'");
        else if (given->key != "document")
            read_.text(*given->value, given->key);
        else if (given->value->kind != ConfigNode::Kind::map && !given->value->faulty)
            diagnostics_.error(given->value->mark, "'document' is a map, as export.json writes it");
    }

    void check_expect(const ConfigNode& expect) {
        if (expect.faulty) return;
        if (expect.kind != ConfigNode::Kind::map || expect.members.empty()) {
            diagnostics_.error(expect.mark, "'expect' is a map of layers",
                               "write it as in { quotes: [{ text: … }] }");
            return;
        }
        for (const auto& member : expect.members) {
            if (member.key == "text") {
                read_.text(*member.value, "text");
            } else if (member.key == "metadata") {
                if (member.value->kind != ConfigNode::Kind::map && !member.value->faulty)
                    diagnostics_.error(member.value->mark, "'metadata' is a map of names and values");
            } else {
                check_rows(member);
            }
        }
    }

    void check_rows(const ConfigNode::Member& member) {
        const auto layer = std::find_if(layers_.begin(), layers_.end(),
                                        [&](const SchemaPtr& l) { return l->name == member.key; });
        // A document may bring layers of its own.
        if (layer == layers_.end() && all_layers_ && !test_.find("document")) {
            std::vector<std::string> names{"text", "metadata"};
            for (const auto& known : layers_) names.push_back(known->name);
            unknown(member.key_mark, fmt::format("this pipeline has no layer '{}'", shown(member.key)),
                    member.key, names, "to be expected");
        }
        const ConfigNode& rows = *member.value;
        if (rows.faulty) return;
        if (rows.kind != ConfigNode::Kind::list) {
            diagnostics_.error(rows.mark, fmt::format("'{}' expects a list of rows", member.key),
                               "write it as in [{ text: … }]");
            return;
        }
        for (const auto& row : rows.items) check_row(*row, layer == layers_.end() ? nullptr : layer->get());
    }

    void check_row(const ConfigNode& row, const Schema* layer) {
        if (row.faulty) return;
        if (row.kind != ConfigNode::Kind::map) {
            diagnostics_.error(row.mark, "a row is a map of attributes", "write it as in { text: … }");
            return;
        }
        if (!layer) return;
        std::vector<std::string> names{"text", "begin", "end"};
        for (const auto& field : layer->fields) names.push_back(field.name);
        for (const auto& attribute : row.members)
            if (std::find(names.begin(), names.end(), attribute.key) == names.end())
                unknown(
                    attribute.key_mark,
                    fmt::format("the layer '{}' has no attribute '{}'", layer->name, shown(attribute.key)),
                    attribute.key, names, "attributes");
    }

    const ConfigNode& test_;
    const std::vector<SchemaPtr>& layers_;
    bool all_layers_;
    Diagnostics& diagnostics_;
    ValueReader read_;
};

}  // namespace

std::vector<PipelineTest> read_tests(const ConfigNode& list, const std::vector<SchemaPtr>& layers,
                                     bool all_layers, Diagnostics& diagnostics) {
    std::vector<PipelineTest> tests;
    if (list.faulty) return tests;
    if (list.kind != ConfigNode::Kind::list) {
        diagnostics.error(list.mark, "'tests' is a list", "begin each test with '- name: …'");
        return tests;
    }
    for (const auto& item : list.items) {
        if (item->faulty) continue;
        if (item->kind != ConfigNode::Kind::map) {
            diagnostics.error(item->mark, "a test is a map", "it begins with '- name: …'");
            continue;
        }
        TestChecker(*item, layers, all_layers, diagnostics).check();
        const auto* name = item->find("name");
        const auto text = name ? ValueReader(diagnostics).text(*name->value, "name") : std::nullopt;
        tests.push_back({text.value_or(fmt::format("test {}", tests.size() + 1)), item});
    }
    return tests;
}

}  // namespace quern::host
