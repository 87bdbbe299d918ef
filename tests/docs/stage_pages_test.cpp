// SPDX-License-Identifier: MIT
// What the installed stages say of themselves: complete, and their examples right.
#include <filesystem>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "pipeline/components.hpp"
#include "pipeline/config.hpp"
#include "plugin/describe.hpp"
#include "plugin/registry.hpp"

using namespace quern::host;

namespace {

const Registry& installed() {
    static const Registry registry({PluginFolder{QUERN_PLUGIN_FOLDER, "the installation", true}});
    return registry;
}

// Checks the entries of an example as those of a pipeline; files that it names need not exist.
class ExampleCheck {
public:
    explicit ExampleCheck(const std::string& yaml) {
        const auto root =
            parse_config(std::make_shared<ConfigSource>(ConfigSource{"example", "/", yaml}), diagnostics_);
        if (!root) return;
        if (root->kind == ConfigNode::Kind::list)
            check_list(*root);
        else if (root->find("use"))
            check_alone(*root);
        else
            check_sections(*root);
    }

    bool uses(const std::string& stage) const { return used_.find(" " + stage + " ") != used_.npos; }
    std::string mistakes() const { return diagnostics_.errors() == 0 ? "" : diagnostics_.render(false); }

private:
    void check(const ConfigNode& entry, Section section) {
        const auto built = build_component(entry, section, false, installed(), diagnostics_);
        if (built) used_ += " " + built->stage.offer->name + " ";
    }
    // Entries shown without the section that they stand in.
    void check_alone(const ConfigNode& entry) {
        const auto* use = entry.find("use");
        const OfferedStage* offer = use ? installed().find(use->value->scalar) : nullptr;
        const auto kind = offer ? offer->kind : quern::ComponentKind::stage;
        check(entry, kind == quern::ComponentKind::reader     ? Section::input
                     : kind == quern::ComponentKind::exporter ? Section::outputs
                                                              : Section::stages);
    }
    void check_list(const ConfigNode& list) {
        for (const auto& entry : list.items) check_alone(*entry);
    }
    void check_sections(const ConfigNode& root) {
        if (const auto* input = root.find("input")) check(*input->value, Section::input);
        for (const auto& [key, section] :
             {std::pair{"stages", Section::stages}, std::pair{"outputs", Section::outputs}})
            if (const auto* member = root.find(key))
                for (const auto& entry : member->value->items) check(*entry, section);
    }

    Diagnostics diagnostics_;
    std::string used_;
};

}  // namespace

TEST_CASE("every installed plugin can be used") {
    for (const Verdict& verdict : installed().verdicts()) {
        INFO(verdict.file << " " << verdict.message);
        CHECK((verdict.kind == Verdict::Kind::loaded));
    }
    CHECK(!installed().stages().empty());
}

TEST_CASE("every installed stage says what it is for, and so does each of its options") {
    for (const OfferedStage& offer : installed().stages()) {
        INFO(offer.name);
        const Description stage = describe(offer);
        REQUIRE(stage.problem == "");
        CHECK_THAT(stage.content().summary, Catch::EndsWith("."));
        CHECK(stage.content().summary.find('\n') == std::string::npos);
        for (const quern::Option& option : stage.content().options) {
            INFO(option.name);
            CHECK_THAT(option.summary, Catch::EndsWith("."));
        }
    }
}

TEST_CASE("every installed stage has an example, and each example is right") {
    for (const OfferedStage& offer : installed().stages()) {
        const Description stage = describe(offer);
        INFO(offer.name);
        CHECK(!stage.content().examples.empty());
        for (const auto& example : stage.content().examples) {
            INFO(example.yaml);
            const ExampleCheck check(example.yaml);
            CHECK(check.mistakes() == "");
            CHECK(check.uses(offer.name));
        }
    }
}
