// SPDX-License-Identifier: MIT
#include <algorithm>

#include <quern/output.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

std::string_view to_string(OffsetUnit unit) {
    switch (unit) {
        case OffsetUnit::code_points:
            return "code_points";
        case OffsetUnit::bytes:
            return "bytes";
        case OffsetUnit::utf16:
            return "utf16";
    }
    return "";
}

std::optional<OffsetUnit> offset_unit_from_string(std::string_view name) {
    for (const auto unit : {OffsetUnit::code_points, OffsetUnit::bytes, OffsetUnit::utf16})
        if (to_string(unit) == name) return unit;
    return {};
}

void OutputOptions::declare(Declaration& d) {
    d.option("path", path, "Where to write, relative to where the command runs.")
        .required()
        .path(Option::PathKind::output);
    d.option("if_exists", if_exists,
             "What to do when the output is there already: replace it, stop with an error, or "
             "append to it.")
        .one_of({"replace", "error", "append"});
    d.option("layers", layers, "The layers to write. Without it all are written but tokens and sentences.")
        .names_layers();
    d.option("offsets", offsets, "The unit of begin and end. Places in the source are always bytes.")
        .one_of({"code_points", "bytes", "utf16"});
}

IfExists OutputOptions::exists() const {
    return if_exists == "append"  ? IfExists::append
           : if_exists == "error" ? IfExists::error
                                  : IfExists::replace;
}

OffsetUnit OutputOptions::unit() const {
    return offset_unit_from_string(offsets).value_or(OffsetUnit::code_points);
}

std::vector<SchemaPtr> OutputOptions::chosen(const std::vector<SchemaPtr>& all) const {
    std::vector<SchemaPtr> result;
    const auto wanted = [this](const std::string& name) {
        if (layers.empty()) return name != "tokens" && name != "sentences";
        return std::find(layers.begin(), layers.end(), name) != layers.end();
    };
    for (const auto& schema : all)
        if (wanted(schema->name)) result.push_back(schema);
    return result;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
