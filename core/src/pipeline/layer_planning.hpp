// SPDX-License-Identifier: MIT
// The planner of layers at work: what layer_planner.cpp (who makes and reads a layer) and layer_columns.cpp
// (what stands in it) share.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/layer_planner.hpp"

namespace quern::host {

inline bool writes(LayerMode mode) {
    return mode != LayerMode::read && mode != LayerMode::read_optional;
}

// Modes after which the layer is there.
inline bool makes(LayerMode mode) {
    return writes(mode) && mode != LayerMode::extend;
}

// What is known of one layer while the stages are gone through in order.
struct KnownLayer {
    std::shared_ptr<Schema> schema = std::make_shared<Schema>();
    std::vector<std::pair<const BuiltStage*, LayerMode>> makers;
    std::map<std::string, const BuiltStage*, std::less<>> column_from;  // who gave each column
};

class LayerPlanner {
public:
    LayerPlanner(const Components& chain, const Registry& registry, Diagnostics& diagnostics)
        : chain_(chain), registry_(registry), diagnostics_(diagnostics) {}

    std::vector<SchemaPtr> plan();

private:
    // A layer as one stage names it, and where it does so.
    struct Name {
        std::string text;
        ConfigMark mark;
        bool given = false;  // by an option, in the configuration
    };
    // One stage's use of one layer.
    struct Use {
        const BuiltStage& by;
        const LayerUse& what;
        Name name;

        const std::string& label() const { return by.stage.label; }
    };

    Name name_of(const BuiltStage& built, const LayerUse& use) const;
    void check_name(const Use& use);
    void visit(BuiltStage& built, bool may_write);
    void visit(const Use& use);
    static bool is_given(const Use& use);
    void check_read(const Use& use);
    void check_columns(const Use& use);
    void check_create(const Use& use);
    void check_extend(const Use& use);
    void merge_columns(const Use& use);
    void check_references(const Schema& layer);
    void complain_missing(const Use& use, std::string_view verb);
    // The stages installed of which some use of the layer is wanted.
    std::vector<std::string> offers(const Use& use, const std::function<bool(const LayerUse&)>& wanted) const;
    void fill_access(BuiltStage& built);

    bool exists(const std::string& name) { return !layers_[name].makers.empty(); }

    const Components& chain_;
    const Registry& registry_;
    Diagnostics& diagnostics_;
    std::map<std::string, KnownLayer> layers_;
    std::vector<std::string> created_;  // names, in order
};

}  // namespace quern::host
