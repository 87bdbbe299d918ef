// SPDX-License-Identifier: MIT
// What a stage says of itself. The one declaration gives parsing, defaults, checks, help, the generated page,
// the JSON Schema and the plan.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quern/abi.hpp>
#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Where an option's value goes: a member of the stage, alive as long as the declaration.
using OptionTarget = std::variant<bool*, int*, std::int64_t*, double*, std::string*, std::filesystem::path*,
                                  std::vector<std::string>*, std::vector<std::filesystem::path>*,
                                  std::map<std::string, std::string>*>;

// One option. The member's value at declaration is the default.
class QUERN_API Option {
public:
    enum class PathKind { input, file, folder, output };

    Option(std::string_view name, OptionTarget target, std::string_view summary);

    // Constraints; each is checked before anything runs, and shown in help and schema.
    Option& required();
    Option& at_least(double least);
    Option& at_most(double most);
    Option& one_of(std::initializer_list<std::string_view> values);
    Option& names_layers();       // the values are names of layers of the pipeline
    Option& path(PathKind kind);  // paths only. input (the default): a file or folder that exists, relative
                                  // to the YAML that names it; output: relative to where the command runs
    Option& example(std::string_view value);

    // What the host reads.
    std::string name, summary, example_value;
    OptionTarget target;
    bool is_required = false;
    std::optional<double> least, most;
    std::vector<std::string> choices;
    bool layer_names = false;
    PathKind path_kind = PathKind::input;
    bool is_path() const;
    bool is_list() const;
    std::string type_name() const;     // "integer", "list of paths", …
    std::string default_text() const;  // as YAML would write it; empty for an empty default
};

enum class LayerMode : std::uint8_t { read, read_optional, write, write_if_absent, append, extend };
QUERN_API std::string_view to_string(LayerMode mode);

// One use of a layer.
class QUERN_API LayerUse {
public:
    // The layer's name comes from the value of this string option; the schema's name is the default.
    LayerUse& named_by(std::string_view option);

    SchemaPtr schema;  // for extend: the added columns alone
    LayerMode mode = LayerMode::read;
    std::string name_option;
};

class QUERN_API Declaration {
public:
    Declaration();
    ~Declaration();
    Declaration(Declaration&&) noexcept;
    Declaration& operator=(Declaration&&) noexcept;

    Declaration& summary(std::string_view one_sentence);
    Declaration& details(std::string_view markdown);  // the body of the generated page
    Declaration& example(std::string_view yaml,
                         std::string_view about = {});  // repeatable; checked by the tests

    template <class T>
    Option& option(std::string_view name, T& member, std::string_view summary) {
        return add_option(name, OptionTarget(&member), summary);
    }

    LayerUse& reads(const LayerSchema& layer);
    LayerUse& reads_optional(const LayerSchema& layer);
    LayerUse& writes(const LayerSchema& layer);  // creates it; one stage of a pipeline may
    LayerUse& writes_if_absent(
        const LayerSchema& layer);                // creates it in documents where no earlier stage did
    LayerUse& appends(const LayerSchema& layer);  // adds rows to it, or creates it
    LayerUse& extends(const LayerSchema& layer, std::span<const Column> columns);  // adds columns to it

    Declaration& reads_metadata(std::initializer_list<std::string_view> names);
    // "*" stands for names that are not known before the options are.
    Declaration& writes_metadata(std::initializer_list<std::string_view> names);
    Declaration& edits_text();
    Declaration& builds_text();  // makes the text of documents that have none yet
    // The stage acts on documents of these types alone and lets others pass; without it, on all.
    Declaration& accepts(std::initializer_list<std::string_view> media_types);
    // For readers: documents may bring layers of their own.
    Declaration& brings_layers();
    // For readers of annotations: the endings of their files, with the dot. What a compressed file is called
    // without .gz or .zst counts.
    Declaration& reads_files(std::initializer_list<std::string_view> endings);
    // For corpus stages: a table over the whole corpus that finish() fills.
    Declaration& makes_table(const LayerSchema& table);

    struct Example {
        std::string yaml, about;
    };
    // What the host reads. Deques, since the references handed out above stay valid.
    struct Content {
        std::string summary, details;
        std::vector<Example> examples;
        std::deque<Option> options;
        std::deque<LayerUse> layers;
        std::vector<std::string> metadata_read, metadata_written, media_types, file_endings;
        std::vector<SchemaPtr> tables;
        bool edits_text = false, builds_text = false, brings_layers = false;
    };
    const Content& content() const { return *content_; }

private:
    Option& add_option(std::string_view name, OptionTarget target, std::string_view summary);
    LayerUse& use(const LayerSchema& layer, LayerMode mode);
    std::unique_ptr<Content> content_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
