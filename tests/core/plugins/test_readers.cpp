// SPDX-License-Identifier: MIT
// Readers that list nothing: what counts is what they declare.
#include <filesystem>
#include <vector>

#include <quern/input.hpp>
#include <quern/plugin.hpp>

namespace {

class NoDocuments : public quern::Reader {
public:
    bool next(quern::Item&) override { return false; }
    void load(quern::Item&, quern::Document&) const override {}
};

class Texts final : public NoDocuments {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Reads texts.");
        d.option("path", path_, "Files and folders to read.").required();
        d.option("table", table_, "A file of metadata.").path(quern::Option::PathKind::file);
    }
    bool takes(const std::filesystem::path& file) const override {
        return quern::FileWalk(path_, {{}, {"*.log"}, false}).takes(file);
    }

private:
    std::vector<std::filesystem::path> path_;
    std::filesystem::path table_;
};

// Brings `entities` and a layer of its own.
class Records final : public NoDocuments {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Reads records, with whatever layers they have.");
        d.option("path", path_, "The file to read.").required().path(quern::Option::PathKind::file);
        d.option("clash", clash_, "Bring a column that has another type elsewhere.");
        d.brings_layers();
    }
    std::vector<quern::SchemaPtr> layers() override {
        auto entities = std::make_shared<quern::Schema>();
        entities->name = "entities";
        entities->fields = {{"by", clash_ ? quern::Type::integer : quern::Type::string, {}, {}},
                            {"weight", quern::Type::number, {}, {}}};
        auto notes = std::make_shared<quern::Schema>();
        notes->name = "notes";
        return {entities, notes};
    }

private:
    std::filesystem::path path_;
    bool clash_ = false;
};

}  // namespace

QUERN_PLUGIN(quern::stage<Texts>("read.texts"), quern::stage<Records>("read.records"));
