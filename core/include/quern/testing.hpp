// SPDX-License-Identifier: MIT
// For tests of plugins: documents made from a text, and one stage at work on them, its declaration enforced
// as in a run. Nothing of this is needed to run a pipeline: it is in the static library Quern::testing. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <quern/plugin.hpp>

// Where the build puts its plugins: quern_add_plugin_test() defines it.
#ifndef QUERN_PLUGIN_FOLDER
#define QUERN_PLUGIN_FOLDER "."
#endif

namespace quern::testing {

// A document as a reader would hand it over: plain text has a text, a page does not yet.
Document text_document(std::string text, std::string media_type = "text/plain");
// Adds the layer tokens: words, cut at spaces, and each punctuation mark by itself.
const Layer& add_tokens(Document& document);
// Adds the layer sentences: up to a full stop, question or exclamation mark with a space behind it, or to an
// empty line.
const Layer& add_sentences(Document& document);

// A stage with its options. Works for every kind; for readers, corpus stages and exporters see below.
class StageRunner {
public:
    // `plugin` is a file, or the name of a plugin that this build makes: StageRunner("tag_shouts",
    // "tag.shouts").
    StageRunner(const std::filesystem::path& plugin, std::string_view stage)
        : StageRunner(load(file_of(plugin), stage), stage, file_of(plugin).replace_extension()) {}
    // An object of a class at hand, with `data` in the place of the plugin's data folder.
    StageRunner(std::unique_ptr<Component> object, std::string_view stage, std::filesystem::path data = {});
    ~StageRunner();
    StageRunner(StageRunner&&) noexcept;
    StageRunner& operator=(StageRunner&&) noexcept;

    // Sets an option; an Error where there is none of that name and type. Ranges are the host's to check.
    template <class T>
    StageRunner& set(std::string_view option, T value) {
        const auto put = [&](auto* member) { return assign(*member, value); };
        if (!std::visit(put, target(option))) refuse(option);
        return *this;
    }

    // The object, prepared.
    Component& component();
    template <class T>
    T& as() {
        return dynamic_cast<T&>(component());
    }

    // Runs a Stage on the document. What it throws comes out, above all an Error for what it did not declare.
    // A document of a media type that it does not accept passes by untouched.
    void process(Document& document);

    std::vector<std::string> warnings;  // that prepare() gave
    std::uint64_t max_bytes = 50'000'000;

protected:
    class Enforced;  // while it lives, a document is bound by the declaration
    const Declaration::Content& declared() const;

private:
    struct Body;
    class TestSetup;
    // The plugin is never unloaded: its objects and exceptions need its code.
    static std::unique_ptr<Component> load(const std::filesystem::path& file, std::string_view stage);
    static std::filesystem::path file_of(const std::filesystem::path& plugin) {
        if (plugin.has_parent_path() || plugin.has_extension()) return plugin;
        return std::filesystem::path(QUERN_PLUGIN_FOLDER) / (plugin.string() + ".so");
    }
    const OptionTarget& target(std::string_view option) const;
    [[noreturn]] void refuse(std::string_view option) const;

    template <class Member, class T>
    static bool assign(Member& member, const T& value) {
        constexpr bool number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool> &&
                                std::is_arithmetic_v<Member> && !std::is_same_v<Member, bool> &&
                                (std::is_integral_v<T> || std::is_floating_point_v<Member>);
        constexpr bool text =
            std::is_convertible_v<T, std::string_view> &&
            (std::is_same_v<Member, std::string> || std::is_same_v<Member, std::filesystem::path>);
        if constexpr (number)
            member = static_cast<Member>(value);
        else if constexpr (text)
            member = std::string_view(value);
        else if constexpr (std::is_same_v<Member, T>)
            member = value;
        return number || text || std::is_same_v<Member, T>;
    }

    std::unique_ptr<Body> body_;
};

// What became of an item of a reader.
struct Loaded {
    Item item;
    Document document;
    std::string problem;  // of the item, or what load() threw
    std::string hint;
};

// Lists and loads, as a run does.
class ReaderRunner : public StageRunner {
public:
    using StageRunner::StageRunner;

    std::vector<Loaded> all();
    Loaded load(Item item);
};

// Shows documents to a corpus stage, one after another; then has it fill its tables.
class CorpusRunner : public StageRunner {
public:
    using StageRunner::StageRunner;

    void add(Document& document);
    // Once, after all documents. The tables that it declared, in that order; they go with this object.
    std::vector<const Layer*> finish();

private:
    struct Tables;
    std::uint64_t documents_ = 0;
    std::shared_ptr<Tables> tables_;
};

// Drives an exporter: run() is all of it, the rest its steps.
class ExporterRunner : public StageRunner {
public:
    using StageRunner::StageRunner;

    // Opens with `plan`, whose layers are those of the documents unless it names some.
    void run(const std::vector<const Document*>& documents, const std::vector<const Layer*>& tables = {});
    void open();
    void write(const Document& document);
    void flush();
    void commit();
    void close();  // flush and commit

    OutputPlan plan;
    RunSummary summary;

private:
    std::uint64_t documents_ = 0;
};

}  // namespace quern::testing
