// SPDX-License-Identifier: MIT
// The shape of a layer: as a plugin declares it (LayerSchema, constant) and as the host keeps it (Schema).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

enum class Type : std::uint8_t { string, integer, number, boolean, span, reference };

// "string", "integer", … as messages, schema files and pages print them.
QUERN_API std::string_view to_string(Type type);
QUERN_API std::optional<Type> type_from_string(std::string_view name);

// One attribute of a layer, as a plugin declares it. Any value may be null.
struct Column {
    std::string_view name;
    Type type = Type::string;
    std::string_view summary;
    std::string_view target{};  // for a reference: the layer whose row it names
};

// A layer as a plugin declares it. Constant-initialised, with static storage:
//
//     static constexpr quern::Column columns[] = {{"loudness", quern::Type::number, "0 to 1."}};
//     static constexpr quern::LayerSchema shouts{"shouts", "Words in capitals.", columns};
struct LayerSchema {
    std::string_view name;
    std::string_view summary;
    std::span<const Column> columns{};
    bool has_span = true;  // false for tables over the whole corpus: their rows stand in no text
};

// The same with storage of its own: what the planner makes of all declarations about one layer, what
// read.json finds in a file, and what exporters are given. Shared and never changed once made.
struct QUERN_API Schema {
    struct Field {
        std::string name;
        Type type = Type::string;
        std::string summary;
        std::string target;

        friend bool operator==(const Field&, const Field&) = default;
    };

    std::string name;
    std::string summary;
    std::vector<Field> fields;
    bool has_span = true;

    Schema() = default;
    explicit Schema(const LayerSchema& layer);

    // Position of the field called `name`, or nothing.
    std::optional<std::size_t> find(std::string_view name) const;

    friend bool operator==(const Schema&, const Schema&) = default;
};

using SchemaPtr = std::shared_ptr<const Schema>;

}  // namespace quern::inline QUERN_ABI_NAMESPACE
