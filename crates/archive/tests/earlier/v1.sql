-- An archive as version 1 of the schema left it: two reports, a process renamed and one split off. Written by that program,
-- as SQL; it never changes.
PRAGMA page_size=2048;
CREATE TABLE story(id INTEGER PRIMARY KEY);
CREATE TABLE report(
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,          -- all that was given
  page BLOB NOT NULL,                 -- where it was published
  text_hash BLOB NOT NULL,
  name TEXT NOT NULL, url TEXT, title TEXT, publisher TEXT, author TEXT, published TEXT,
  day INTEGER,                        -- of publication
  added INTEGER NOT NULL,             -- seconds since 1970
  story INTEGER NOT NULL REFERENCES story,
  relation TEXT NOT NULL,             -- first, copy, near, update: to the story
  version INTEGER NOT NULL,           -- of the page, from 1
  newer INTEGER REFERENCES report,    -- the next version of the page
  words INTEGER NOT NULL,
  made_with TEXT NOT NULL
);
CREATE INDEX report_page ON report(page);
CREATE INDEX report_text ON report(text_hash);
CREATE INDEX report_story ON report(story);
CREATE INDEX report_day ON report(day);
CREATE TABLE body(report INTEGER PRIMARY KEY REFERENCES report, sample BLOB NOT NULL, record BLOB NOT NULL);
CREATE TABLE band(stretch INTEGER, hash INTEGER, report INTEGER, PRIMARY KEY(stretch, hash, report)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  title, text, tags, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE party(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, known_as TEXT, sector TEXT NOT NULL,
  side INTEGER,                       -- the party that it acts for; itself where none
  first INTEGER, last INTEGER, reports INTEGER NOT NULL
);
CREATE INDEX party_side ON party(side);
CREATE INDEX party_known ON party(known_as) WHERE known_as IS NOT NULL;
CREATE TABLE party_name(key TEXT, party INTEGER, name TEXT NOT NULL, PRIMARY KEY(key, party)) WITHOUT ROWID;
CREATE TABLE party_role(
  party INTEGER, title TEXT, of TEXT, first INTEGER, last INTEGER, PRIMARY KEY(party, title, of)) WITHOUT ROWID;
CREATE TABLE appearance(report INTEGER, no INTEGER, party INTEGER, PRIMARY KEY(report, no)) WITHOUT ROWID;
CREATE INDEX appearance_party ON appearance(party, report);
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, country TEXT, geonames INTEGER, lat REAL, lon REAL,
  whole INTEGER NOT NULL DEFAULT 0    -- a country
);
CREATE INDEX place_key ON place(key);
CREATE UNIQUE INDEX place_geonames ON place(geonames) WHERE geonames IS NOT NULL;
CREATE TABLE sight(report INTEGER, no INTEGER, place INTEGER, PRIMARY KEY(report, no)) WITHOUT ROWID;
CREATE INDEX sight_place ON sight(place, report);
CREATE TABLE entry(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, profile BLOB NOT NULL);
CREATE TABLE claim(
  id INTEGER PRIMARY KEY,             -- the report's number times 65536, and which of its claims
  report INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL,
  kind TEXT NOT NULL,                 -- s m i o e c, as in the record's ids; h for a step of an instrument
  no INTEGER NOT NULL,
  entry INTEGER REFERENCES entry,     -- statements have none
  type TEXT, detail TEXT, number INTEGER,
  status INTEGER, first INTEGER, last INTEGER, place INTEGER REFERENCES place,
  start INTEGER NOT NULL, end INTEGER NOT NULL,   -- evidence, in code points
  own INTEGER NOT NULL,               -- the report vouches for it itself
  parts BLOB NOT NULL                 -- who has which part: see part
);
CREATE INDEX claim_entry ON claim(entry) WHERE entry IS NOT NULL;
CREATE TABLE part(party INTEGER, claim INTEGER, role INTEGER, PRIMARY KEY(party, claim, role)) WITHOUT ROWID;
CREATE TABLE voucher(claim INTEGER, statement INTEGER, PRIMARY KEY(claim, statement)) WITHOUT ROWID;
CREATE TABLE block(key INTEGER, day INTEGER, entry INTEGER, PRIMARY KEY(key, day, entry)) WITHOUT ROWID;
CREATE TABLE process(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, given TEXT, into_process INTEGER REFERENCES process,
  first INTEGER, last INTEGER, reports INTEGER NOT NULL, profile BLOB NOT NULL);
CREATE TABLE process_pair(key INTEGER, process INTEGER, PRIMARY KEY(key, process)) WITHOUT ROWID;
CREATE TABLE membership(report INTEGER PRIMARY KEY, process INTEGER NOT NULL, by_user INTEGER NOT NULL);
CREATE INDEX membership_process ON membership(process, report);
CREATE TABLE decision(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL);
CREATE TABLE failure(source TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL, tries INTEGER NOT NULL, options TEXT NOT NULL);
CREATE TABLE fetched(url TEXT PRIMARY KEY, etag TEXT, modified TEXT, at INTEGER NOT NULL);
CREATE TABLE task(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL);
INSERT INTO story("id") VALUES(1);
INSERT INTO story("id") VALUES(2);
INSERT INTO report("id","hash","page","text_hash","name","url","title","publisher","author","published","day","added","story","relation","version","newer","words","made_with") VALUES(1, X'A9A24DD7227C199040AEA8361D06B346', X'7437445809AD707152C5F13E461765DD', X'67F68BA696CD5B5E7E9618E56407BC81', 'norrland-1', NULL, 'Ministers meet in Geneva', 'The Harbour Post', NULL, '2024-03-05', 19787, 1795567980, 1, 'first', 1, NULL, 55, 'rapporteur 0.1.0');
INSERT INTO report("id","hash","page","text_hash","name","url","title","publisher","author","published","day","added","story","relation","version","newer","words","made_with") VALUES(2, X'73633869C21A78439B95754359D4934C', X'B42D65B861859CEF0210F02098E986F0', X'75C9360EFC31AC20796D8AE9970AFBB8', 'norrland-2', NULL, 'A second day in Geneva', 'Inland Wire', NULL, '2024-03-06', 19788, 1795567980, 2, 'first', 1, NULL, 57, 'rapporteur 0.1.0');
INSERT INTO body("report","sample","record") VALUES(1, X'363992002FB41D024569260AEE15E0452697A56EAB54D98CE9DB348ECEF3A8928C5C30C177F0E5C94008AFCADA840CDA', X'28B52FFD604E16053A001A519C0E29E0AE340F8C93D2A5169642734BAC3CE439A266E2FE01171EF7003D60935AC042DF58428C31C6189F09DE00E100D700FFF951AFC5F0E4CC6A0B8189660CD94FE4C95B5FEB896267EC7C967040703013A4CEBD423601C4DC1A790629FFB815B2A8ADFFB9E0984C6FB6F6E050E07810D3626D790B9F9B7B49AEE6928CB7CDF9B7B73471F670C53F3B5C0D6E35BCB69A2B7E1FA2E189C299760ACC4396076778F2090808120C1A3CB8E2EF48B64B14E67F3C6CDE9E9CF9FB8E5321AEB87E76DDFABE75ECF2D953D33C57F1673052F67F44EDE6D18A4B2C2A9EA9114FCEDE1567ACA70905642C3D4641F102BEA1F82FF719AB37864F140E1D4FEE1CCF782FD537F4BE9FF19E282828DEE0BC2F5E7C238951E8E87CF81F0E121032ECAE37FF5E6A13D18F811DCD1C8B2EC5B618634946E89E1FD95B2DD86A913F8303D216D2928BF9990643167B71819F63824C7439F92E42030413CFBFB5BD3682EEC37EB3ED5EAED5158A5F60DF40BBE69A6772B0B9E42264A9BD76B1CEEF345FF0C06F95E00CD93A83070A3CF901C782D70DCE9E3CC26142D1D27425D1FA7304627E57BB60AD1D945A7135F075F25E74B54DF58DC53A98B90FCEBF6F75ECF211BCEC07D3E4E4AE96F988DE1A43768D647C51F3C3482AF3B876FF524C2D949F776A76C521DB6A58ECBCDDB93AFBA2662652EFC51629010ABEA5566B93BE89A38ED1256383CD41D826939129F91E9B8C393601C2C0A454CA18DD8453BAC95A63B0A946215B4E32880411504E09656B124EDAD65B50D1F9A472CC39272774112024A87CAE4DF8E272F4D1F9D89251C107D58A90CEE8201A3CA4896C6E3139999B4B5287080E060E043135C6D2CAFF7B7F86FA5090A9D8548C2FAE189B23C1C38446E7E0738E3DB6E0727241AA166B112E381D9C732E28977BAAC5A8A893103606DF7B513EF65C74CDADB6265551CAA9DAA46E3206D3C43DBA969C90C1F864CB78C9F8FB0898537336D0A9D8AE8D07138AC93F4D75C784C30187C131FE35D496A9B588DDD03198DE72ADB5D8E24B71B534898F51DFD115552BA6B3653430E425F72C8DED5BF15A7F669801CB670569F2A317F8A3368DCD88E0EC609C37D2DB22A4344653777EE415D22F120B74811192DC8A5E825740195B6CE6B57E166D19A49FB11A618D8D1463AB46A8A224A98CFE67025D8CD0B528A1FB4024AF0025B43F82124A4803400D4840844300A47104CA0FB6C835017AC844D6B6B178EE3FEAD3D0E48CAF029BAA5133D33093AB86AE5B3F5A5B86ADC64B3125E1634CCE0C1CA959520DCC44A97BB42665930E3A49E90A818FA851A5728CD148929224C31A9188C020053D84E601F27034C5E11C48329420446444021191111929490AD2C201266D8609E1A8882447F91B3B2408F544BE1348460B6B44E915BBC9943F71133B208127C259462B9B43C0A997AA18DAECA6FAFEE5746ADF38E9729FD9B739D064A9422EA5EDA3B2B230E6BAA09F9F7A8C6A8EBE960F5FA606D509A0CAEB50A2A62422EB8498AF55F24FCC492AD14BB3F824620BA92F9C445919314A60BD58C726D0902626D6773360A3BC05D570CF842A2366A9E264866E7D4B10F4F9F648330BFE05380272053BF16ACD55FC2EF2F345B1875F23C9EE98AE5E968514ADC1C5D2D0C3D3589BA13281A81AD99CDF61F9D0421151424BBD04A5B530662DDFD79D680515BBCC7C37FFECD03CA59C9378E148C68FF42411299152AABC955C3635BB55F06FA1CBDE016D99C95968269BA73D6C59242309B9FEB054C8747D964B6086D4B0B04360882C2F2CF84ED6D0B3C1A8311F68E783C03D231D33C022F06C88A557082127DC6638BF8014F7203EEB849F8A1AB598A3C9130E4DF21FAAC72160DEA320B48D10096958AB1FF611A0E281A6336F77291417A0F944070380953C9B5F4868AF70D97BA0164B030693C657CAC032C663A0C9F731B6C631028C385164868A4CCB2160AC5344B5DB64BE881447FCF201AEF884A5E3784558D59AF8DA6C770F794576C7C16D1C632510122C063E2E96EB3763DB125D5B835EEA5593E059259DABD96D1F5965197BFB039C6DC2A8D0E771DC610CC2A0C7F8027243AF97B22F20E902A9782F04185FCD34AE95D754A2D36919157DD6DA93F3505E9FC08C38086D9D3A1A4421684F0051200AD9AAE63A55CB8DC9EDCD8F33C7E8BF9E6C0AC8CCF3605E708E9EF6A4428FD567D7903041A7C67805154375A303B2943911D3B57B9FC89192D25FDA6EDD681A84E71F9808AD48EC35DA2C1ED92A32486B65B927C9A9F9224F372276E4DEDD9EC64EE35448F92BDF457553EA5307AB1970D9308472CFCB3AEB4AB480CA193BECE806EC15E041B0B4FA782C88BF869A45030E5C457B112B6F739B2D45536028A0E6F35489C03CBC26FE802E6474F5EA11F72173EDE5564A147F96F431256E099C6376F1CB58CFB621908040E1CFE6058E50636F8AB837421C5D48F9F73BB8AB8E1DE4264A90CB91FAECEF0218815FD20490DDFAFB152AB93C52EB4F7761E6C3AE82BBFDD26C15401DF8BF43F9095B8B42FFED0D74547C5319F28F31773CFCA4DE6355FA4BE7BB73FDA8C53BA2589019BA5FAA58DEC062E421FE7DC31F');
INSERT INTO body("report","sample","record") VALUES(2, X'36399200E87C45243B379235A22EEF41E9DB348E1FC5FD9C51A8D2B762D3D3D4', X'28B52FFD60AB1CDD3B002A52A80E29F0AC340F8C44445F04081D1232B1F2907605E391D3C0A4A06560FE30B4A6143C21AE3871581C16E105E200E500D60009250C632DAAD6D1499522B96ECBD8C64D359D4BCD49CE2B4A4509DEEB3F3B2A645031E75224E36D73FE9DE2530E6F659C37191816342C50355F7B6D1B9C9DB560DCB83FC5BC3D4FCD9160D3AE1C4AF67FE39EF2A932728A4CC199C273CCA524DD7F409292483B63E77382B0FC4379F04552A9F1C020024102022949EF4436CCEF70D8BC934ACBDF779CFA4849D2CFAE5BDFB78E553E27C530CF4DD22F1825DA82A97B6DE6D1172B2949118A895F6AF329498B4D2A43C2494521244940C248D22BF717ABB7845712C93949A5E6A48CB7521386DEF72F3E290908496270DE172B0923F3E1772C4430B8B0BBDEFC5BA98CB6D736A8E21774A953CFF97C7080C86F35C29046D3AF645C219106E01474CEDD8A2C98E2E6BFC08EA8996AA982B2E55F18FC506C45058617B8A939520744FA227842B610B2F9BC58E777FCD608B652E49FD068634D41770C0F5283040DAF99E452F98AD4890BC1F79D04B16021EFFBDC6AEF377921E96A999A306E651C57AC8397FBE07CAB6395062BFBC1D52EDFE8ADF163D726E38A9A9F255217C7B5FBD96A8BA1FCFCCED8716A4E497A6C0BB1D879BB73757645CD4B53EFC576DF47C972AD4552A9596D1F8FFD344FDEFADAA4247C2122222A46A513DE2893D141E710BAD9646C4BBED7666BDE1E3C0C98944A19A34F38A5CFE65C836E390A1B73D91E0E2880724A289D937052C71E838BCE2797377797137A8387082A9FBB095F644E1F9DAF3119177C70B108E98CFE908080CA90CE5993B3F964923EF785060C08181AA29A2C2A96FFF7FE09D5B1605BD1AD989A23BEC862740C070864D0E80E9F7B7B8D41E69241BA58731132381DB606E79C0C4AE66FB919E3A22E21740DBEF7A27CED7974E7CCB1495794722E37A9CFD6A0CAF04719931336189F746D31ACE88BBFDFD07CCDA940E76A8F49AA51E8341912100E0D07040DC56EC5FEF2BCF99C1E958C103E0D27D56CED1FA636160AB88464F10F599B7E63F7F407DDC9E89A531909BE457D273F584F54BDFED15BF96C17087EC0F92874DF89D7FAF3B2FC6E0194CFAB36FF60F2C36CABF6C36151AE7F3FA38C297E5BB42B5A8BAD1A2165B3816BABA32286B110A4F363C846FFD84F03A1FD0D424BFF5DDE01BA1845EA8295D7A822BCAF45FB3E042174FF21FB29500329A02DE13F5B07E83A646D198AE7BEA33E8EABB0DCCAE48C6FB2E40AC13BD5AD1FAD6DC35663B6DA92D05B93D339299D74E8925209B6E0736ED297E134819AA01129738CD188485290241DD1888018052D74D803A201450C27454016BBCD49F629E7BED661C17221B38484B0A82C078CD80C6947601BC3E1248081F29CAEC452F699C2091AD79115287BD25B2D02206FC8913D802B85BD0091CB28B7401B12FD954D949DD23D1312A7B82CA7DE6FDA29896F43EEFDB7D7DA73A0A3D6EBD6CF54057E1D0F1175B806745BC78E65B15C22D54D33443530FF2AB56AD0F0B91F5507B0D23335545BDAB7524440BAEFC38998C0BC713718E2378005F26733043CD04C12A08CEE7BC454EB279D6CAC1D4EC25CCD9E5F6C6E16FF0D5A61742967E0C818FE3CA8A13540B42C0DF5DC1922DBBC6323AC656942D5CC439AE706360554E0DDA8F753515ABE906204338BA1BC807944E4E3A2040D05A0838166BEA7B6DC084A367FACE0D192079183820B009761C077202CD042E130836361078A8FF3697802B39DD380557B14A367DCC1BC2202315ECB5FF3C80A0972C86F19453758D6396004693BD42DD1D07EB2AB0B9A4C88B893F26250B30AA06F08B3292B9C63D82BA06B99077A488B27EB010C85F98C008C6E500F917C0133ED4746E68D1FB5A5EF84D9CF1BDC99459887829DBF13E27BBAC68722CEE564E4D0824724D01220D6C7A28DEE84030E189D132DDBC240A7472897801E69D3C5EDA71CAD6BED0FC51E1E49A8B53EA32100FC04ACDB453F0CDF8B6BB2880373090EB15FC189A5439C31640E8AA9F9803F901F773008C87C60075BD316A839E0A90AEF82927C4B620CCB667582CEA48173CC340CB10A7D991608900E4D32C19C4008888417F935383F3936B5B3CE6365A3CA352C2FC3B62D4F9F06335E0E66721802DA911731A264B889B2ABC4E281DAFC185D818DC277F416D4712A83F752BEE24AC49EFB6FFBAD9749001F49059733B6DCF341F7E34B4239164111581B975C585160DE45DB6B6679953F26B07CC0550B43168D38E8C092060EE42C0A1AACA0D3077C6C561086208A3B0A6962131F985250DBE46A0EFFAFF93934354276392B39E5CE465AF20B3A3501B521DE0711C126E6353BE93193B42951B057A84113351C81D1762BFB1B07B12B9153EC619587405DBECA9501912F0251E3FE79020D4941A06C044C9F09AD837EDB13E6F5B77DE46F05FF475D5A6CFB50D366A076EE2A049C33303BB936BCB8E37A00F84D20905C812D472DE515B4810FD42EF04F73E4BEFF593809F05281258FBA4FA065FB98FD35CFDB753F50F6E557E24C799F46EF7B9EF356F29344E92E9FCE1E45642E74209672D18BBBD0FCF173B9527120DE0DF80DA42E6F7B4FE848900102315FD5877D0C91FEE343758827A9E87D9A6DB9696F75E8D4D8424B1F2A1942C52006C627FD5AE6032F15');
INSERT INTO band("stretch","hash","report") VALUES(1978, -2129192333, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -2074261931, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -2067561579, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -2032499896, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1937012919, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1928019275, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1860148966, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1792383853, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1689941117, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1670303588, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1633486289, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1605380138, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1533852416, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1522097412, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1452788809, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1420196096, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1261745535, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1141276846, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -1114979762, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -891796464, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -870106698, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -859104361, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -715273849, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -620820867, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -400110674, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -398732898, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -373497869, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -369712663, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -287822764, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -281422662, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -266962833, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -214350985, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -122677966, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -60147263, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -30849358, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, -3671582, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, -480628, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 110538225, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 198212413, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 242851906, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 311361172, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 410502176, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 440250059, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 454431575, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 533402738, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 590246442, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 603042157, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 811127991, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 817168379, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 958639752, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 986122635, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1208945474, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1219292642, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1268933965, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1296234657, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1399538662, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1491395037, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1539691054, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1544726805, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1796983039, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1821310626, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1873919415, 1);
INSERT INTO band("stretch","hash","report") VALUES(1978, 1931410711, 2);
INSERT INTO band("stretch","hash","report") VALUES(1978, 2126711336, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(1, 'state', 'Armenia', 'ARM', NULL, 'GOV', 1, 19787, 19788, 2);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(2, 'state', 'Azerbaijan', 'AZE', NULL, 'GOV', 2, 19787, 19788, 2);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(3, 'media', 'AP', NULL, 'known:Associated Press', 'MED JRN', 3, 19787, 19787, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(4, 'office', 'his Azerbaijani counterpart', 'AZE', NULL, 'GOV', 2, 19787, 19787, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(5, 'office', 'spokesman', NULL, NULL, 'GOV', 5, 19787, 19787, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(6, 'person', 'Ararat Mirzoyan', 'ARM', NULL, 'GOV', 1, 19787, 19788, 2);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(7, 'government', 'Azerbaijan''s government', 'AZE', NULL, 'GOV', 2, 19788, 19788, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(8, 'government', 'Armenian defence ministry', 'ARM', NULL, 'GOV', 1, 19788, 19788, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(9, 'office', 'officials', NULL, NULL, 'GOV', 9, 19788, 19788, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(10, 'military', 'Two soldiers', NULL, NULL, 'MIL', 10, 19788, 19788, 1);
INSERT INTO party("id","kind","name","country","known_as","sector","side","first","last","reports") VALUES(11, 'person', 'Bayramov', 'AZE', NULL, '', 2, 19788, 19788, 1);
INSERT INTO party_name("key","party","name") VALUES('a:ap', 3, 'AP');
INSERT INTO party_name("key","party","name") VALUES('d:armenian defence ministry:ARM', 8, 'Armenian defence ministry');
INSERT INTO party_name("key","party","name") VALUES('d:azerbaijans government:AZE', 7, 'Azerbaijan''s government');
INSERT INTO party_name("key","party","name") VALUES('d:his azerbaijani counterpart:AZE', 4, 'his Azerbaijani counterpart');
INSERT INTO party_name("key","party","name") VALUES('d:officials:in AZE', 9, 'officials');
INSERT INTO party_name("key","party","name") VALUES('d:spokesman:in ARM', 5, 'spokesman');
INSERT INTO party_name("key","party","name") VALUES('d:two soldiers:in AZE', 10, 'Two soldiers');
INSERT INTO party_name("key","party","name") VALUES('f:ararat mirzoian', 6, 'Ararat Mirzoyan');
INSERT INTO party_name("key","party","name") VALUES('f:bairamov', 11, 'Bayramov');
INSERT INTO party_name("key","party","name") VALUES('f:mirzoian', 6, 'Mirzoyan');
INSERT INTO party_name("key","party","name") VALUES('n:ap', 3, 'AP');
INSERT INTO party_name("key","party","name") VALUES('n:ararat mirzoyan', 6, 'Ararat Mirzoyan');
INSERT INTO party_name("key","party","name") VALUES('n:armenia', 1, 'Armenia');
INSERT INTO party_name("key","party","name") VALUES('n:armenian', 1, 'Armenian');
INSERT INTO party_name("key","party","name") VALUES('n:armenian defence ministry', 8, 'Armenian defence ministry');
INSERT INTO party_name("key","party","name") VALUES('n:azerbaijan', 2, 'Azerbaijan');
INSERT INTO party_name("key","party","name") VALUES('n:azerbaijani', 2, 'Azerbaijani');
INSERT INTO party_name("key","party","name") VALUES('n:azerbaijans government', 7, 'Azerbaijan''s government');
INSERT INTO party_name("key","party","name") VALUES('n:bayramov', 11, 'Bayramov');
INSERT INTO party_name("key","party","name") VALUES('n:his azerbaijani counterpart', 4, 'his Azerbaijani counterpart');
INSERT INTO party_name("key","party","name") VALUES('n:mirzoyan', 6, 'Mirzoyan');
INSERT INTO party_name("key","party","name") VALUES('n:officials', 9, 'officials');
INSERT INTO party_name("key","party","name") VALUES('n:spokesman', 5, 'spokesman');
INSERT INTO party_name("key","party","name") VALUES('n:two soldiers', 10, 'Two soldiers');
INSERT INTO party_name("key","party","name") VALUES('o:ap', 3, 'AP');
INSERT INTO party_name("key","party","name") VALUES('p:bairamov', 11, 'Bayramov');
INSERT INTO party_name("key","party","name") VALUES('p:mirzoian', 6, 'Ararat Mirzoyan');
INSERT INTO party_name("key","party","name") VALUES('s:ARM', 1, 'Armenia');
INSERT INTO party_name("key","party","name") VALUES('s:AZE', 2, 'Azerbaijan');
INSERT INTO party_role("party","title","of","first","last") VALUES(6, 'foreign minister', 'Armenia', 19787, 19787);
INSERT INTO appearance("report","no","party") VALUES(1, 3, 1);
INSERT INTO appearance("report","no","party") VALUES(2, 1, 1);
INSERT INTO appearance("report","no","party") VALUES(1, 5, 2);
INSERT INTO appearance("report","no","party") VALUES(2, 2, 2);
INSERT INTO appearance("report","no","party") VALUES(1, 1, 3);
INSERT INTO appearance("report","no","party") VALUES(1, 4, 4);
INSERT INTO appearance("report","no","party") VALUES(1, 6, 5);
INSERT INTO appearance("report","no","party") VALUES(1, 2, 6);
INSERT INTO appearance("report","no","party") VALUES(2, 3, 6);
INSERT INTO appearance("report","no","party") VALUES(2, 6, 7);
INSERT INTO appearance("report","no","party") VALUES(2, 8, 8);
INSERT INTO appearance("report","no","party") VALUES(2, 5, 9);
INSERT INTO appearance("report","no","party") VALUES(2, 7, 10);
INSERT INTO appearance("report","no","party") VALUES(2, 4, 11);
INSERT INTO place("id","name","key","country","geonames","lat","lon","whole") VALUES(1, 'GENEVA', 'geneva', 'CHE', 2660646, 46.2, 6.15, 0);
INSERT INTO place("id","name","key","country","geonames","lat","lon","whole") VALUES(2, 'Armenia', 'armenia', 'ARM', 174982, 40.0, 45.0, 1);
INSERT INTO place("id","name","key","country","geonames","lat","lon","whole") VALUES(3, 'Bayramov', 'bayramov', NULL, NULL, NULL, NULL, 0);
INSERT INTO place("id","name","key","country","geonames","lat","lon","whole") VALUES(4, 'Azerbaijan', 'azerbaijan', 'AZE', 587116, 40.5, 47.5, 1);
INSERT INTO sight("report","no","place") VALUES(1, 1, 1);
INSERT INTO sight("report","no","place") VALUES(2, 1, 1);
INSERT INTO sight("report","no","place") VALUES(1, 2, 2);
INSERT INTO sight("report","no","place") VALUES(2, 2, 2);
INSERT INTO sight("report","no","place") VALUES(1, 3, 3);
INSERT INTO sight("report","no","place") VALUES(1, 4, 4);
INSERT INTO sight("report","no","place") VALUES(2, 3, 4);
INSERT INTO entry("id","kind","profile") VALUES(1, 'm', X'0000000196B50296B5020196B502010202020400020C160BB82EF334C273C69F01C4BD01CA8B02DE8C02BE9102D9CA02C3CC028AE00200');
INSERT INTO entry("id","kind","profile") VALUES(2, 'i', X'0961677265656D656E740F64726166742061677265656D656E7400000196B5020000000006DD709ABD01909703DEAF03F2B303F26F02DD70F2B303');
INSERT INTO entry("id","kind","profile") VALUES(3, 'o', X'097465727269746F72790772656A6563747300000196B5020001020000048933D24F9ABD0193EE0100');
INSERT INTO entry("id","kind","profile") VALUES(4, 'o', X'0A7769746864726177616C0764656D616E647300000196B5020001040102000688B001CA8B02B3A10294A90399CD0388FD0300');
INSERT INTO entry("id","kind","profile") VALUES(5, 'e', X'07434F4E53554C5400000196B50296B5020196B502010202020400000BB82EF334C273C69F01C4BD01CA8B02DE8C02BE9102D9CA02C3CC028AE00200');
INSERT INTO entry("id","kind","profile") VALUES(6, 'e', X'0652454A4543540000000196B502000102010400048933D24F9ABD0193EE0100');
INSERT INTO entry("id","kind","profile") VALUES(7, 'e', X'0752455155455354066368616E676500000196B5020001040102000688B001CA8B02B3A10294A90399CD0388FD0300');
INSERT INTO entry("id","kind","profile") VALUES(8, 'm', X'0000000198B50298B5020198B502000202040000059B21C13DC1E801CA8B0299CD0300');
INSERT INTO entry("id","kind","profile") VALUES(9, 'm', X'000000019CB5029CB5020198B5020002020400020C1603E6AF01DE8C0299930200');
INSERT INTO entry("id","kind","profile") VALUES(10, 'o', X'097465727269746F7279076163636570747300000198B502000104000004F26FDD709ABD01F2B30300');
INSERT INTO entry("id","kind","profile") VALUES(11, 'e', X'07434F4E53554C5400000198B50298B5020198B502000202040000059B21C13DC1E801CA8B0299CD0300');
INSERT INTO entry("id","kind","profile") VALUES(12, 'e', X'0541475245450000019CB5029CB5020198B50200020204000003E6AF01DE8C0299930200');
INSERT INTO entry("id","kind","profile") VALUES(13, 'e', X'0541475245450000019CB5029CB5020198B50200020204000003E6AF01DE8C0299930200');
INSERT INTO entry("id","kind","profile") VALUES(14, 'e', X'0541475245450000000198B50200010401020004F26FDD709ABD01F2B30300');
INSERT INTO entry("id","kind","profile") VALUES(15, 'e', X'0741535341554C5400000198B50298B5020198B502000001140004EB3E8AB0019ABD01DCD90200');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65536, 's', 1, NULL, 'indirect', NULL, NULL, NULL, NULL, NULL, NULL, 0, 129, 1, X'01000A');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65537, 's', 2, NULL, 'direct', NULL, NULL, NULL, NULL, NULL, NULL, 206, 252, 1, X'01000C');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65538, 's', 3, NULL, 'indirect', NULL, NULL, NULL, NULL, NULL, NULL, 304, 355, 1, X'010004');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65539, 'm', 1, 1, NULL, NULL, NULL, 0, 19787, 19787, 1, 14, 129, 0, X'0302020204030C');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65540, 'i', 1, 2, 'agreement', 'draft agreement', NULL, NULL, NULL, NULL, NULL, 149, 204, 1, X'00');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65541, 'o', 1, 3, 'territory', 'rejects', NULL, NULL, NULL, NULL, NULL, 207, 250, 0, X'010702');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65542, 'o', 2, 4, 'withdrawal', 'demands', NULL, NULL, NULL, NULL, NULL, 284, 355, 1, X'0207040802');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65543, 'e', 1, 5, 'CONSULT', NULL, NULL, 0, 19787, 19787, 1, 14, 129, 0, X'0209020904');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65544, 'e', 2, 6, 'REJECT', NULL, NULL, 0, NULL, NULL, NULL, 207, 250, 0, X'02090C0A04');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(65545, 'e', 3, 7, 'REQUEST', 'change', NULL, 0, NULL, NULL, NULL, 284, 355, 1, X'0209040A02');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131072, 's', 1, NULL, 'indirect', NULL, NULL, NULL, NULL, NULL, NULL, 83, 173, 1, X'010012');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131073, 's', 2, NULL, 'indirect', NULL, NULL, NULL, NULL, NULL, NULL, 220, 270, 1, X'01000E');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131074, 's', 3, NULL, 'indirect', NULL, NULL, NULL, NULL, NULL, NULL, 272, 322, 1, X'010010');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131075, 'm', 1, 8, NULL, NULL, NULL, 0, 19788, 19788, NULL, 9, 81, 1, X'0202020204');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131076, 'm', 2, 1, NULL, NULL, NULL, 0, 19787, 19787, 1, 83, 125, 0, X'0402020204030C0316');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131077, 'm', 3, 9, NULL, NULL, NULL, 2, 19790, 19790, NULL, 130, 173, 0, X'0402020204030C0316');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131078, 'i', 1, 2, 'agreement', 'draft agreement', NULL, NULL, NULL, NULL, NULL, 220, 270, 0, X'00');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131079, 'o', 1, 10, 'territory', 'accepts', NULL, NULL, NULL, NULL, NULL, 220, 270, 0, X'010704');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131080, 'e', 1, 11, 'CONSULT', NULL, NULL, 0, 19788, 19788, NULL, 9, 81, 1, X'0209020904');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131081, 'e', 2, 5, 'CONSULT', NULL, NULL, 0, 19787, 19787, 1, 83, 125, 0, X'0209020904');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131082, 'e', 3, 12, 'AGREE', NULL, NULL, 0, 19790, 19790, NULL, 130, 173, 0, X'02090C0916');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131083, 'e', 4, 13, 'AGREE', NULL, NULL, 2, 19790, 19790, NULL, 130, 173, 0, X'0209020904');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131084, 'e', 5, 14, 'AGREE', NULL, NULL, 0, NULL, NULL, NULL, 220, 270, 0, X'02090E0A02');
INSERT INTO claim("id","kind","no","entry","type","detail","number","status","first","last","place","start","end","own","parts") VALUES(131085, 'e', 6, 15, 'ASSAULT', NULL, NULL, 0, 19788, 19788, NULL, 272, 322, 0, X'010A14');
INSERT INTO part("party","claim","role") VALUES(1, 65539, 2);
INSERT INTO part("party","claim","role") VALUES(1, 65541, 7);
INSERT INTO part("party","claim","role") VALUES(1, 65542, 8);
INSERT INTO part("party","claim","role") VALUES(1, 65543, 9);
INSERT INTO part("party","claim","role") VALUES(1, 65545, 10);
INSERT INTO part("party","claim","role") VALUES(1, 131075, 2);
INSERT INTO part("party","claim","role") VALUES(1, 131076, 2);
INSERT INTO part("party","claim","role") VALUES(1, 131077, 2);
INSERT INTO part("party","claim","role") VALUES(1, 131080, 9);
INSERT INTO part("party","claim","role") VALUES(1, 131081, 9);
INSERT INTO part("party","claim","role") VALUES(1, 131083, 9);
INSERT INTO part("party","claim","role") VALUES(1, 131084, 10);
INSERT INTO part("party","claim","role") VALUES(2, 65538, 0);
INSERT INTO part("party","claim","role") VALUES(2, 65539, 2);
INSERT INTO part("party","claim","role") VALUES(2, 65542, 7);
INSERT INTO part("party","claim","role") VALUES(2, 65543, 9);
INSERT INTO part("party","claim","role") VALUES(2, 65544, 10);
INSERT INTO part("party","claim","role") VALUES(2, 65545, 9);
INSERT INTO part("party","claim","role") VALUES(2, 131075, 2);
INSERT INTO part("party","claim","role") VALUES(2, 131076, 2);
INSERT INTO part("party","claim","role") VALUES(2, 131077, 2);
INSERT INTO part("party","claim","role") VALUES(2, 131079, 7);
INSERT INTO part("party","claim","role") VALUES(2, 131080, 9);
INSERT INTO part("party","claim","role") VALUES(2, 131081, 9);
INSERT INTO part("party","claim","role") VALUES(2, 131083, 9);
INSERT INTO part("party","claim","role") VALUES(5, 65536, 0);
INSERT INTO part("party","claim","role") VALUES(6, 65537, 0);
INSERT INTO part("party","claim","role") VALUES(6, 65539, 3);
INSERT INTO part("party","claim","role") VALUES(6, 65544, 9);
INSERT INTO part("party","claim","role") VALUES(6, 131076, 3);
INSERT INTO part("party","claim","role") VALUES(6, 131077, 3);
INSERT INTO part("party","claim","role") VALUES(6, 131082, 9);
INSERT INTO part("party","claim","role") VALUES(7, 131073, 0);
INSERT INTO part("party","claim","role") VALUES(7, 131084, 9);
INSERT INTO part("party","claim","role") VALUES(8, 131074, 0);
INSERT INTO part("party","claim","role") VALUES(9, 131072, 0);
INSERT INTO part("party","claim","role") VALUES(10, 131085, 10);
INSERT INTO part("party","claim","role") VALUES(11, 131076, 3);
INSERT INTO part("party","claim","role") VALUES(11, 131077, 3);
INSERT INTO part("party","claim","role") VALUES(11, 131082, 9);
INSERT INTO voucher("claim","statement") VALUES(65539, 65536);
INSERT INTO voucher("claim","statement") VALUES(65541, 65537);
INSERT INTO voucher("claim","statement") VALUES(65543, 65536);
INSERT INTO voucher("claim","statement") VALUES(65544, 65537);
INSERT INTO voucher("claim","statement") VALUES(131076, 131072);
INSERT INTO voucher("claim","statement") VALUES(131077, 131072);
INSERT INTO voucher("claim","statement") VALUES(131078, 131073);
INSERT INTO voucher("claim","statement") VALUES(131079, 131073);
INSERT INTO voucher("claim","statement") VALUES(131081, 131072);
INSERT INTO voucher("claim","statement") VALUES(131082, 131072);
INSERT INTO voucher("claim","statement") VALUES(131083, 131072);
INSERT INTO voucher("claim","statement") VALUES(131084, 131073);
INSERT INTO voucher("claim","statement") VALUES(131085, 131074);
INSERT INTO block("key","day","entry") VALUES(-1941729439, 19787, 1);
INSERT INTO block("key","day","entry") VALUES(-1941729439, 19788, 8);
INSERT INTO block("key","day","entry") VALUES(-1941729439, 19790, 9);
INSERT INTO block("key","day","entry") VALUES(-1269233247, 19788, 15);
INSERT INTO block("key","day","entry") VALUES(-974638201, 19790, 12);
INSERT INTO block("key","day","entry") VALUES(-974638201, 19790, 13);
INSERT INTO block("key","day","entry") VALUES(-587862833, 19787, 4);
INSERT INTO block("key","day","entry") VALUES(109090834, 19787, 7);
INSERT INTO block("key","day","entry") VALUES(304471368, 19787, 5);
INSERT INTO block("key","day","entry") VALUES(304471368, 19788, 11);
INSERT INTO block("key","day","entry") VALUES(518692490, 19790, 12);
INSERT INTO block("key","day","entry") VALUES(518692490, 19790, 13);
INSERT INTO block("key","day","entry") VALUES(854925758, 19787, 3);
INSERT INTO block("key","day","entry") VALUES(871328512, 19787, 5);
INSERT INTO block("key","day","entry") VALUES(871328512, 19788, 11);
INSERT INTO block("key","day","entry") VALUES(1157071787, 19788, 10);
INSERT INTO block("key","day","entry") VALUES(1208462549, 19787, 6);
INSERT INTO block("key","day","entry") VALUES(1745947236, 19788, 14);
INSERT INTO block("key","day","entry") VALUES(1910742907, 19787, 2);
INSERT INTO block("key","day","entry") VALUES(1910742907, 19788, 2);
INSERT INTO process("id","name","given","into_process","first","last","reports","profile") VALUES(1, 'Armenia–Azerbaijan', 'The border talks', NULL, 19787, 19787, 1, X'0202A63B833F04B488793F09060108010A010C020E011001120114011601');
INSERT INTO process("id","name","given","into_process","first","last","reports","profile") VALUES(2, 'Azerbaijan–Armenia', 'The second day', NULL, 19788, 19788, 1, X'02023247E93E04675C0B3F060C010E011001120114011601');
INSERT INTO process_pair("key","process") VALUES(-1658782492, 1);
INSERT INTO process_pair("key","process") VALUES(-1658782492, 2);
INSERT INTO membership("report","process","by_user") VALUES(1, 1, 1);
INSERT INTO membership("report","process","by_user") VALUES(2, 2, 1);
INSERT INTO decision("id","at","what") VALUES(1, 1795567980, '{"name":"The border talks","rename":1}');
INSERT INTO decision("id","at","what") VALUES(2, 1795567980, '{"into":2,"name":"The second day","reports":[2],"split":1}');
INSERT INTO words(rowid, title, text, tags) VALUES(1, 'Ministers meet in Geneva', 'GENEVA (AP) - Armenia''s foreign minister, Ararat Mirzoyan, met his Azerbaijani counterpart, Jeyhun Bayramov, in Geneva on Tuesday, a spokesman said. The two sides discussed a draft agreement on the border. "We reject any change of the border by force," Mirzoyan said after the talks. Azerbaijan demanded that Armenia withdraw its troops from four villages.', 'xagreementx xchangex xconsultx xdemandsx xex xix xmx xox xrejectsx xrejectx xrequestx xsx xterritoryx xwithdrawalx');
INSERT INTO words(rowid, title, text, tags) VALUES(2, 'A second day in Geneva', 'GENEVA - Talks between Armenia and Azerbaijan went into a second day on Wednesday. Mirzoyan met Bayramov in Geneva on Tuesday and the two ministers will meet again on Friday, officials said. Azerbaijan''s government said that it accepted the draft agreement on the border. Two soldiers were killed near the border overnight, the Armenian defence ministry said.', 'xacceptsx xagreementx xagreex xassaultx xconsultx xex xix xmx xox xsx xterritoryx');
PRAGMA application_id=1380996178;
PRAGMA user_version=1;
