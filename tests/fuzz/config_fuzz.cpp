// SPDX-License-Identifier: MIT
// Any bytes as a configuration: each ends in a plan or in messages, soon, and every message can be shown.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/diagnostics.hpp"
#include "pipeline/load_config.hpp"
#include "pipeline/options.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/plan_sections.hpp"
#include "pipeline/plan_settings.hpp"

using namespace quern::host;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

// Nodes that can be reached: a tree that shared or repeated its parts without bound would be walked for ever.
std::size_t count(const ConfigNode& node) {
    std::size_t sum = 1;
    for (const auto& item : node.items) sum += count(*item);
    for (const auto& member : node.members) sum += count(*member.value);
    return sum;
}

// Sets options of every type from one map.
void set_all_options(const ConfigNode& entry, Diagnostics& diagnostics) {
    bool boolean = false;
    int integer = 0;
    std::int64_t large = 0;
    double number = 0;
    std::string text, choice;
    std::filesystem::path path;
    std::vector<std::string> texts;
    std::vector<std::filesystem::path> paths;
    std::map<std::string, std::string> map;
    quern::Declaration declaration;
    declaration.option("quern", integer, "").at_least(1).at_most(10);
    declaration.option("title", text, "");
    declaration.option("input", map, "");
    declaration.option("stages", texts, "");
    declaration.option("outputs", paths, "");
    declaration.option("on_error", choice, "").one_of({"stop", "skip"});
    declaration.option("quarantine", path, "");
    declaration.option("max_bytes", large, "");
    declaration.option("tests", number, "").at_most(1);
    declaration.option("extends", boolean, "").required();
    set_options(declaration, "fuzz.it", entry, false, diagnostics);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Registry no_plugins{{}};
    const auto source = std::make_shared<ConfigSource>(
        ConfigSource{"fuzz.yaml", "", std::string(reinterpret_cast<const char*>(data), size)});
    Diagnostics diagnostics;
    const ConfigNodePtr root = parse_config(source, diagnostics);
    require(root != nullptr || diagnostics.errors() > 0);
    if (root) {
        require(count(*root) < 100'000);
        set_value(*root, "outputs.0.path", "[x, \"y\"]", diagnostics);
        set_inputs(*root, {"-"});
        const ConfigNodePtr merged = merge(root, root);
        Plan plan;
        if (merged->kind == ConfigNode::Kind::map) {
            read_settings(*merged, plan, diagnostics);
            plan_sections(*merged, {}, no_plugins, plan, diagnostics);
            set_all_options(*merged, diagnostics);
        }
    }
    require(!diagnostics.render(true).empty() || diagnostics.all().empty());
    for (const auto& diagnostic : diagnostics.all()) require(!diagnostic.message.empty());
    return 0;
}
