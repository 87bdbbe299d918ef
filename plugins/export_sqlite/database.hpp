// SPDX-License-Identifier: MIT
// SQLite's handles, owned, and its errors as exceptions.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace export_sqlite {

class Statement;

// One open database. Errors are FatalErrors that name the file and the cause.
class Database {
public:
    // `shown` is the file's name for messages.
    Database(const std::filesystem::path& file, std::string shown);

    void execute(const std::string& sql);
    // Becomes a copy of another file, whatever journal that has.
    void copy_from(const std::filesystem::path& file);
    // Closes it; an error where that fails.
    void close();
    [[noreturn]] void fail() const;
    const std::string& shown() const { return shown_; }
    sqlite3* handle() const { return handle_.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::string shown_;
    std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement. Parameters are numbered from 1, columns from 0.
class Statement {
public:
    Statement(Database& database, const std::string& sql);

    void bind(int parameter, std::int64_t value) { check(sqlite3_bind_int64(get(), parameter, value)); }
    void bind(int parameter, double value) { check(sqlite3_bind_double(get(), parameter, value)); }
    // The text must stay until the statement has run.
    void bind(int parameter, std::string_view value) {
        check(sqlite3_bind_text64(get(), parameter, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bind_null(int parameter) { check(sqlite3_bind_null(get(), parameter)); }

    // Runs a statement that gives no rows, and makes it ready to run again.
    void run();
    // Steps to the next row; false behind the last.
    bool next();
    std::string text(int column) const;
    std::optional<std::int64_t> integer(int column) const;  // nothing where null

private:
    sqlite3_stmt* get() const { return handle_.get(); }
    void check(int code) const {
        if (code != SQLITE_OK) database_->fail();
    }
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
    };
    Database* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

// A name as SQL takes it, whatever it is made of.
std::string quote_name(std::string_view name);

}  // namespace export_sqlite
