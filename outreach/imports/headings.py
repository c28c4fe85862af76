"""The headings that lists have, as `columns.key_of` brings them into one form: English, French, German, Turkish, Chinese."""

_CONTACTS = {
    "kind": "type, kind, category, categorie, art, kategorie, tur, kategori, 类型, 类别",
    "civility": "civilite, title, salutation, prefix, anrede, unvan, hitap, 称谓, 称呼",
    "name": "name, full name, contact, contact name, person, nom complet, nom et prenom, prenom et nom, personne, "
    "vollstandiger name, vor und nachname, ad soyad, adi soyadi, isim, 姓名, 名字, 联系人, ئىسمى, ئىسىم",
    "given_name": "first name, firstname, given name, forename, prenom, vorname, ad, adi, on ad, 名",
    "family_name": "nom, nom de famille, last name, lastname, surname, family name, nachname, familienname, soyad, soyadi, 姓",
    "organisation": "organisation, organization, media organisation, organisation media, company, employer, ngo, ong, cabinet, "
    "firm, law firm, structure, institution, organisme, association, redaktion, kanzlei, firma, verein, kurum, kurulus, 机构, "
    "组织, 单位, outlet, media, media outlet, medium, medien, publication, newspaper, journal, titre, zeitung, sender, yayin, "
    "gazete, medya, 媒体, 报社",
    "job_title": "role, job, job title, position, function, fonction, poste, rubrique, beruf, funktion, rolle, gorev, pozisyon, "
    "职位, 职务",
    "email": "email, e mail, mail, email address, e mail address, courriel, adresse courriel, adresse e mail, adresse mail, mel, "
    "adresse electronique, mailadresse, e mail adresse, eposta, e posta, 邮箱, 电子邮件, 电邮, 邮件",
    "phone": "phone, telephone, tel, phone number, mobile, mobile phone, cell, portable, tel portable, tel mobile, telephone mobile, "
    "telefon, telefonnummer, handy, mobil, cep, cep telefonu, 电话, 手机",
    "signal": "signal",
    "whatsapp": "whatsapp",
    "social": "twitter, x, mastodon, bluesky, instagram, linkedin, facebook, telegram, wechat, reseaux, reseaux sociaux, social, 微信",
    "language": "language, languages, langue, langues, sprache, sprachen, dil, diller, 语言",
    "country": "country, pays, land, ulke, 国家",
    "time_zone": "timezone, time zone, fuseau, fuseau horaire, zeitzone, saat dilimi, 时区",
    "beat": "beat, beats, subject, subjects, topic, topics, sujet, sujets, theme, themes, thema, themen, konu, 领域, 主题",
    "tag": "tag, tags, label, labels, etiquette, etiquettes, mots cles, schlagworte, etiket, 标签",
    "owner": "owner, followed by, contact owner, looked after by, responsible, suivi par, referent, responsable, betreut von, "
    "zustandig, sorumlu, 负责人",
    "last_contact": "last contact, last contacted, last contact on, contacted on, dernier contact, date du dernier contact, contacte le, "
    "letzter kontakt, son temas, 最后联系",
    "reply": "reply, replied, answer, answered, response, reponse, a repondu, antwort, cevap, yanit, 回复",
    "follow_up": "follow up, follow up on, next follow up, chase on, remind on, a relancer le, relance, relance le, date de relance, "
    "wiedervorlage, nachfassen am, hatirlatma, 跟进",
    "notes": "notes, note, comment, comments, remarks, remarques, remarque, commentaire, commentaires, observations, notizen, "
    "bemerkungen, anmerkungen, notlar, not, 备注, 注释",
    "source": "source, provenance, origine, quelle, herkunft, kaynak, 来源",
    "postal": "postal, postal address, adresse postale, anschrift, postanschrift, posta adresi, 邮寄地址",
    "verified_on": "verified on, last checked on, verifie le, gepruft am",
    "secrecy": "secrecy, confidentialite",
    "never_public": "never public",
    "never_mailed": "never mailed",
    "never_exported": "never exported",
    "do_not_contact_on": "do not contact on, opted out on",
    "do_not_contact_reason": "do not contact reason",
    "do_not_contact": "do not contact, dnc, opt out, opted out, ne pas contacter, ne plus contacter, nicht kontaktieren, iletisim yok, "
    "请勿联系",
}
_LOG = {
    "day": "date, day, jour, le, datum, tag, tarih, 日期",
    "by": "by, who, par, qui, auteur, author, von, wer, kim, 谁",
    "contact": "contact, person, name, personne, nom, interlocuteur, kontakt, kisi, 联系人, 姓名",
    "channel": "channel, how, by which way, means, canal, moyen, mode, kanal, 渠道, 方式",
    "direction": "direction, sens, richtung, yon, 方向",
    "summary": "summary, what was said, notes, note, content, said, ce qui s est dit, ce qui a ete dit, resume, contenu, inhalt, ozet, 内容, 摘要",
    "next_step": "next step, next, follow up, todo, to do, suite, suite a donner, a faire, prochaine etape, nachster schritt, sonraki adim, 下一步",
    "next_on": "for, due, due on, by when, follow up on, next on, pour le, echeance, a faire pour le, bis, bis wann, tarihe kadar, 截止",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(","))


CONTACT_HEADINGS = {word.strip(): field for field, words in _CONTACTS.items() for word in words.split(",")}
LOG_HEADINGS = {word.strip(): field for field, words in _LOG.items() for word in words.split(",")}

# A column of organisations headed so holds newspapers and stations, and who works there is a journalist.
OUTLETS = _words(
    "outlet, media, media outlet, medium, medien, publication, newspaper, journal, titre, zeitung, sender, yayin, gazete, medya, 媒体, 报社"
)
# English words that no other language of these lists writes alike.
ENGLISH = _words(
    "kind, category, title, salutation, name, full name, contact name, first name, firstname, given name, last name, lastname, "
    "surname, family name, company, employer, outlet, media outlet, newspaper, role, job, job title, position, email, email address, phone, "
    "phone number, mobile, language, languages, country, timezone, time zone, beat, beats, topic, topics, owner, followed by, "
    "last contact, last contacted, contacted on, reply, replied, answer, response, follow up, follow up on, comments, remarks, "
    "day, by, who, channel, how, direction, summary, what was said, next step, next, due, due on, for"
)
