// SPDX-License-Identifier: MIT
// The kinds of components that a plugin can offer. Of each use in a pipeline there is one object: the host
// makes it, calls declare(), sets the options, calls prepare() once, then works with it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/declaration.hpp>
#include <quern/document.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// What prepare() may ask the host.
class QUERN_API Setup {
public:
    virtual ~Setup();
    // A data file of the plugin, by its name in the folder beside the plugin; an Error where it is missing.
    virtual std::filesystem::path data(std::string_view file) const = 0;
    // Documents above this many bytes are not to be read.
    virtual std::uint64_t max_bytes() const = 0;
    // Told in the report; a message that a stage repeats is told once.
    virtual void warn(const std::string& message) = 0;
};

class QUERN_API Component {
public:
    Component() = default;
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;
    virtual ~Component();

    // Cheap and free of side effects: also called to print help. Options are bound to members here.
    virtual void declare(Declaration& declaration) = 0;
    // Called once, with the options set, before any document: loads what is heavy.
    virtual void prepare(Setup& setup);
};

// Works on one document. One object serves all worker threads.
class QUERN_API Stage : public Component {
public:
    ~Stage() override;
    virtual void process(Document& document) const = 0;
};

// One thing a reader found: enough to load a document, and cheap to make.
struct Item {
    std::string id;
    std::string uri;
    std::string media_type;  // empty: load() decides
    std::string data;        // the bytes, where listing has them at hand (a line of a file, what was kept in
                             // quarantine); load() then takes these and does not open the uri
    std::uint64_t size = 0;  // bytes, for the bound on memory; 0 where not known
    std::uint64_t offset = 0;  // where in uri the data begins
    std::string problem;       // not empty: cannot be read, and why; goes to quarantine
};

class QUERN_API Reader : public Component {
public:
    ~Reader() override;
    // Layers that the documents bring, as far as known. Called after prepare(); may look into the input.
    virtual std::vector<SchemaPtr> layers();
    // The next item in corpus order; false at the end. Called by one thread at a time. Must be quick: loading
    // belongs in load(). An item larger than Setup::max_bytes() may leave data empty.
    virtual bool next(Item& item) = 0;
    // How much next() will list, as far as known without reading it; 0 where not known. For the time left and
    // the report.
    struct Extent {
        std::uint64_t documents = 0;
        std::uint64_t bytes = 0;     // of sources
        std::uint64_t left_out = 0;  // files and folders that the reader's options leave out
    };
    virtual Extent extent() const;
    // Whether a file of this path would be read if it were there: nothing is to be written to it. Called with
    // the options set, and without prepare().
    virtual bool takes(const std::filesystem::path& file) const;
    // Makes the document of an item; id, uri and media_type are set from the item beforehand. Called by many
    // threads.
    virtual void load(Item& item, Document& document) const = 0;
    // What there is to say about the input as a whole, such as what was counted. Called once, after the last
    // load(); shown as warnings.
    virtual std::vector<std::string> remarks() const;
};

// Rows that a corpus stage writes in the end.
class QUERN_API TableWriter {
public:
    virtual ~TableWriter();
    // Adds a row to a table that was declared with makes_table(); set values through what it returns.
    virtual RowWriter add(const LayerSchema& table) = 0;
};

// Looks at all documents: a summary of each in parallel, then one after another in corpus order, then tables.
class QUERN_API CorpusStage : public Component {
public:
    class QUERN_API Summary {
    public:
        virtual ~Summary();
    };
    ~CorpusStage() override;
    // May be called by many threads. `document` is its number in the corpus, from 1.
    virtual std::unique_ptr<Summary> summarise(const Document& document, std::uint64_t number) const = 0;
    // Called in corpus order by one thread at a time, for documents that reach the outputs. What can go wrong
    // with one document belongs in summarise(): an exception here ends the run.
    virtual void observe(std::unique_ptr<Summary> summary) = 0;
    virtual void finish(TableWriter& tables) = 0;
};

// What an exporter is told when a run begins.
struct OutputPlan {
    std::vector<SchemaPtr> layers;             // every layer that documents may have
    std::vector<SchemaPtr> tables;             // every table over the corpus
    std::string pipeline_file, pipeline_text;  // the configuration, in full, with everything it extends
    std::vector<std::pair<std::string, std::string>> versions;  // of Quern and of each plugin used
};

// What a run came to; known when it ends.
struct RunSummary {
    std::string started, ended;  // ISO 8601, UTC
    std::uint64_t read = 0, exported = 0, dropped = 0, quarantined = 0, skipped = 0;
    std::vector<std::pair<std::string, std::uint64_t>> rows;  // of each layer and table
};

// Writes documents and tables. The order of calls: open; encode (many threads) and write (corpus order, one
// thread at a time) for each document; write_table for each table; flush; commit. If anything fails, or the
// run is interrupted, commit is never called and the object is destroyed: nothing may then be left under the
// final name.
class QUERN_API Exporter : public Component {
public:
    // One document in the form that write() wants.
    class QUERN_API Batch {
    public:
        virtual ~Batch();
    };
    ~Exporter() override;
    virtual void open(const OutputPlan& plan) = 0;
    // `number` is the document's number in the corpus, from 1. All outputs encode a document before any
    // writes it.
    virtual std::unique_ptr<Batch> encode(const Document& document, std::uint64_t number) const = 0;
    virtual void write(Batch& batch) = 0;
    virtual void write_table(const Layer& table) = 0;
    // Makes everything durable under a temporary name.
    virtual void flush(const RunSummary& run) = 0;
    // Gives the files their final names.
    virtual void commit() = 0;
    // What was written where, for the report: paths.
    virtual std::vector<std::string> written() const = 0;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
